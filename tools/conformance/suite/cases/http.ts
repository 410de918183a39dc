// The service client over real HTTP.
import type { ServiceClientOptions, ServiceOperation } from '@x/http'
import type { Case, Context } from '../case.ts'
import { PATHS } from '../paths.ts'
import { signerOf, type Echo } from '../signers.ts'

const group = 'http'

const clientOf = (context: Context, options: Partial<ServiceClientOptions> = {}) =>
  new context.libraries.http.ServiceClient({
    endpoint: context.input.identity.origin,
    serviceName: 'Echo',
    signer: signerOf(context),
    env: {},
    ...options,
  })

const echo = (path = '/echo'): ServiceOperation<Echo> => ({
  operation: 'Echo',
  method: 'POST',
  path,
  body: { a: 1 },
  parse: (json) => json as Echo,
})

export const httpCases: readonly Case[] = [
  {
    group,
    name: 'a call is signed and its answer parsed',
    async observe(context) {
      const { status, data, requestId } = await clientOf(context).call(echo())
      return [status, atob(data.body), /^[0-9A-F]{32}/.test(requestId)]
    },
    expected: [200, '{"a":1}', true],
  },
  {
    group,
    name: 'which header says who calls',
    async observe(context) {
      const { data } = await clientOf(context).call(echo())
      const names = ['user-agent', 'x-orcl-user-agent']
      return names.filter((name) => data.headers[name]?.startsWith('oci-auth-ts/'))
    },
    expected: ['user-agent'],
  },
  {
    group,
    name: 'a call is tried again',
    async observe(context) {
      const retryStrategy = { maxAttempts: 3, baseMs: 1, maxWaitMs: 1 }
      return (await clientOf(context, { retryStrategy }).call(echo(PATHS.busyService))).status
    },
    expected: 200,
  },
  {
    group,
    name: 'a refusal says what the service said',
    async observe(context) {
      const { isServiceError } = context.libraries.http
      return clientOf(context)
        .call(echo(PATHS.conflict))
        .catch((error: unknown) => isServiceError(error) && [error.status, error.code])
    },
    expected: [409, 'IncorrectState'],
  },
  {
    group,
    name: 'a host that does not answer is a NetworkError',
    // A port that no service may listen on: browsers refuse it, others find nobody there.
    observe: (context) => clientOf(context, { endpoint: 'http://127.0.0.1:1' }).call(echo()),
    expected: { code: 'ERR_NETWORK', reason: 'ECONNREFUSED' },
  },
  {
    group,
    name: 'a redirect is an error',
    observe: (context) => clientOf(context).call(echo(PATHS.moved)),
    expected: { code: 'ERR_REDIRECT' },
  },
  {
    group,
    name: 'TLS can be chosen',
    observe: ({ libraries }) => typeof libraries.http.createHttpClient({ certBundleVerify: false }),
    expected: 'function',
  },
]
