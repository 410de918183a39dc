import { expect, test } from 'vitest'
import { metadataAddresses } from './metadata-addresses.ts'

const IPV4 = 'http://169.254.169.254/opc'
const IPV6 = 'http://[fd00:c1::a9fe:a9fe]/opc'

test.each([
  ['nothing', {}, [`${IPV4}/v2`, `${IPV6}/v2`]],
  ['version 1', { apiVersion: 'v1' }, [`${IPV4}/v1`, `${IPV6}/v1`]],
  ['a variable', { variable: 'http://127.0.0.1:1/opc/v2' }, ['http://127.0.0.1:1/opc/v2']],
  ['a variable with slashes at the end', { variable: ' http://127.0.0.1:1/opc/v2// ' }, ['http://127.0.0.1:1/opc/v2']],
  ['an empty variable', { variable: '  ' }, [`${IPV4}/v2`, `${IPV6}/v2`]],
  ['an address and a variable', { baseUrl: 'https://imds.test/', variable: 'http://no' }, ['https://imds.test']],
  ['a URL', { baseUrl: new URL('http://imds.test/opc/v2') }, ['http://imds.test/opc/v2']],
  [
    'version 1 by address and option',
    { baseUrl: 'http://imds.test/opc/v1/', apiVersion: 'v1' },
    ['http://imds.test/opc/v1'],
  ],
] as const)('%s leads to', (_, { baseUrl, apiVersion = 'v2', variable }: Given, addresses) => {
  expect(metadataAddresses({ baseUrl, apiVersion, env: { OCI_METADATA_BASE_URL: variable } })).toEqual(addresses)
})

interface Given {
  readonly baseUrl?: string | URL
  readonly apiVersion?: 'v1' | 'v2'
  readonly variable?: string
}

test.each([
  '169.254.169.254',
  'ftp://x/',
  'http://x/?a=b',
  'http://x/#a',
  'http://me:secret@localhost/',
  '',
  '/opc/v2',
  'http://x/opc/v1',
])('the address %j is refused, and not shown', (baseUrl) => {
  const refusal = expect.objectContaining({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.not.stringContaining('secret'),
  })
  expect(() => metadataAddresses({ baseUrl, apiVersion: 'v2', env: {} })).toThrow(refusal)
})
