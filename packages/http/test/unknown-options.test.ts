// Every public function refuses an option that it does not know and names the one that was meant. A request is data.
import { createHttpClient, ServiceClient, type HttpClient, type HttpRequest } from '@x/http'
import { expect, test } from 'vitest'

const refused = (name: string, nearest: string): unknown =>
  expect.objectContaining({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: `There is no option "${name}". Did you mean \`${nearest}\`?`,
  })

const endpoint = 'http://localhost:1'
const operation = { operation: 'Get', method: 'GET', path: '/', parse: () => 1 }
const request = { method: 'GET', url: endpoint }

type Call = (options: never) => unknown
const calls: readonly (readonly [name: string, call: Call, unknown: string, nearest: string])[] = [
  ['createHttpClient', createHttpClient, 'timeout', 'readTimeoutMs'],
  ['createHttpClient', createHttpClient, 'connect_timeout', 'connectTimeoutMs'],
  ['createHttpClient', createHttpClient, 'cert_bundle_verify', 'certBundleVerify'],
  ['createHttpClient', createHttpClient, 'rejectUnauthorized', 'certBundleVerify'],
  ['createHttpClient', createHttpClient, 'federation_client_cert_bundle_verify', 'certBundleVerify'],
  ['a call of an HTTP client', (options) => createHttpClient()(request, options), 'timeout', 'readTimeoutMs'],
  ['a call of an HTTP client', (options) => createHttpClient()(request, options), 'deadline', 'deadlineMs'],
  [
    'ServiceClient',
    (options: object) => new ServiceClient({ endpoint, ...options }),
    'retry_strategy',
    'retryStrategy',
  ],
  [
    'ServiceClient',
    (options: object) => new ServiceClient({ endpoint, ...options }),
    'retryConfiguration',
    'retryStrategy',
  ],
  [
    'ServiceClient',
    (options: object) => new ServiceClient({ endpoint, ...options }),
    'circuitBreaker',
    'circuitBreakerStrategy',
  ],
  [
    'ServiceClient',
    (options: object) => new ServiceClient({ endpoint, ...options }),
    'authenticationDetailsProvider',
    'signer',
  ],
  ['ServiceClient', (options) => new ServiceClient(options), 'service_endpoint', 'endpoint'],
  [
    'a call of a ServiceClient',
    (options) => new ServiceClient({ endpoint }).call(operation, options),
    'timeout',
    'timeoutMs',
  ],
  [
    'a call of a ServiceClient',
    (options) => new ServiceClient({ endpoint }).call(operation, options),
    'opc_request_id',
    'opcRequestId',
  ],
]

test.each(calls.map(([name, call, unknown, nearest]) => [name, unknown, nearest, call] as const))(
  '%s refuses the option %s and names %s',
  async (_, unknown, nearest, call) => {
    const run = async (): Promise<unknown> => call({ [unknown]: 'x' } as never)
    await expect(run()).rejects.toThrow(refused(unknown, nearest) as Error)
  },
)

test('a request and an operation may have members of the caller’s own', async () => {
  const seen: HttpRequest[] = []
  const httpClient: HttpClient = async (sent) => {
    seen.push(sent)
    return { status: 200, headers: {}, body: new Uint8Array(), text: () => '', json: () => undefined }
  }
  const { data } = await new ServiceClient({ endpoint, httpClient }).call({ ...operation, timeout: 1 } as never)
  expect([data, seen.length]).toEqual([1, 1])
})
