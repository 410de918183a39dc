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
  [
    'version 1 by another spelling and option',
    { baseUrl: 'http://imds.test/opc/%76%31', apiVersion: 'v1' },
    ['http://imds.test/opc/%76%31'],
  ],
  ['a path that only resembles version 1', { baseUrl: 'http://x/opc/v10' }, ['http://x/opc/v10']],
  ['another service’s version 1', { baseUrl: 'http://x/imds/v1' }, ['http://x/imds/v1']],
  ['a way out of version 1', { baseUrl: 'http://x/opc/v1%2f..%2fv2' }, ['http://x/opc/v1%2f..%2fv2']],
  ['a way out of the folder of the versions', { baseUrl: 'http://x/opc/..%2fv1' }, ['http://x/opc/..%2fv1']],
  ['a broken escape', { baseUrl: 'http://x/opc/v%3' }, ['http://x/opc/v%3']],
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
  'http://x/?',
  'http://x/#',
  'http://me:secret@localhost/',
  'http://me@localhost/',
  'http://:secret@localhost/',
  '',
  '/opc/v2',
])('the address %j is refused, and not shown', (baseUrl) => {
  const refusal = expect.objectContaining({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.not.stringContaining('secret'),
  })
  expect(() => metadataAddresses({ baseUrl, apiVersion: 'v2', env: {} })).toThrow(refusal)
})

test.each([
  'http://x/opc/v1',
  'http://x/opc/v1/',
  'http://x/opc/v1//',
  'http://x/opc/V1',
  'http://x/OPC/v1',
  'http://x/opc/%76%31',
  'http://x/opc/%76%31/',
  'http://x/opc%2Fv1',
  'http://x/opc%2fv1',
  'http://x/opc/%2576%2531',
  'http://x/opc//v1',
  'http://x/opc/./v1',
  'http://x/opc/%2e/v1',
  'http://x/opc/v2/../v1',
  'http://x/opc/v2/%2e%2E/v1',
  'http://x/opc/v2%2f..%2fv1',
  'http://x/../..%2fopc/v1',
  'http://x\\opc\\v1',
  'http://x/opc%5cv1',
  'http://x/opc/v1;a=b',
  'http://x/opc/v1/instance',
  'http://x/proxy/opc/v1',
])('%s leads to version 1, which is refused by option and by variable', (address) => {
  const refusal = (where: string): unknown =>
    expect.objectContaining({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining(`${where} leads to version 1 of the metadata service`),
    })
  expect(() => metadataAddresses({ baseUrl: address, apiVersion: 'v2', env: {} })).toThrow(
    refusal('The option baseUrl'),
  )
  const env = { OCI_METADATA_BASE_URL: address }
  expect(() => metadataAddresses({ baseUrl: undefined, apiVersion: 'v2', env })).toThrow(
    refusal('The variable OCI_METADATA_BASE_URL'),
  )
  expect(metadataAddresses({ baseUrl: address, apiVersion: 'v1', env: {} }).length).toBe(1)
})
