// Python blocks as they are read and led to the emulator, whether this machine has Python or not.
import { expect, test } from 'vitest'
import { expectedLines, pythonBlocks, runnablePython } from './python-blocks.ts'

const URL_OF_EMULATOR = 'http://127.0.0.1:1'

test('blocks are found with their line, and those that are only compiled', () => {
  const markdown = '# A\n\n```python\nprint(1)  # → 1\n```\n\n```python no-run\nprint(2)\n```\n\n```ts\n```\n'
  expect(pythonBlocks(markdown)).toEqual([
    { line: 3, code: 'print(1)  # → 1\n', runs: true },
    { line: 7, code: 'print(2)\n', runs: false },
  ])
  expect(expectedLines('print(1)  # → one\nif True:\n    print(2)  # → two\nprint(3)\n')).toEqual(['one', 'two'])
})

test('the addresses of OCI become the emulator’s, in requests and in what makes clients and principals', () => {
  const lead = (code: string): string => runnablePython(code, URL_OF_EMULATOR)
  expect(lead('get("https://identity.us-phoenix-1.oraclecloud.com/20160918")')).toBe(
    'get("http://127.0.0.1:1/20160918")',
  )
  expect(lead('x = DataplaneClient(config, timeout=1)')).toBe(
    'x = DataplaneClient(config, service_endpoint="http://127.0.0.1:1", timeout=1)',
  )
  expect(lead('x = oci.identity.IdentityClient({"region": r}, signer=s)')).toBe(
    'x = oci.identity.IdentityClient({"region": r}, service_endpoint="http://127.0.0.1:1", signer=s)',
  )
  expect(lead('InstancePrincipalsSecurityTokenSigner()')).toBe(
    'InstancePrincipalsSecurityTokenSigner(federation_endpoint="http://127.0.0.1:1/v1/x509")',
  )
})
