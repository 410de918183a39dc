// Asks the identity service whether it takes a session's token and key: by the call of Oracle's documentation, a list of regions.
import type { ServiceError } from '@x/http'
import type { RequestSigner } from '@x/signer'
import type { CallPorts } from './ask-for-renewal.ts'

const LIST_REGIONS = { operation: 'ListRegions', method: 'GET', path: '/20160918/regions', parse: () => true }
const LIMIT_MS = 30_000

/**
 * @param endpoint - of the identity service
 * @returns its answer where that is 401, else nothing
 * @throws ServiceError for another answer, and the errors of `@x/http` about the network
 */
export async function refusalBy(
  endpoint: string,
  signer: Pick<RequestSigner, 'sign'>,
  ports: CallPorts,
): Promise<ServiceError | undefined> {
  const { isServiceError, ServiceClient } = await import('@x/http')
  const { httpClient, retryStrategy, env, now, signal } = ports
  const client = new ServiceClient({
    endpoint,
    serviceName: 'identity',
    httpClient,
    retryStrategy,
    env,
    now,
    // Without `refresh`: a refused token is what is asked for, and not to be renewed.
    signer: { sign: (request, options) => signer.sign(request, options) },
  })
  return client.call(LIST_REGIONS, { signal, deadlineMs: LIMIT_MS }).then(
    () => undefined,
    (error: unknown) => (isServiceError(error) && error.status === 401 ? error : Promise.reject(error)),
  )
}
