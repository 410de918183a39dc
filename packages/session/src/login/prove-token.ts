// Has the service say that a token belongs to the key of a login, where the token itself does not name its key.
import { isServiceError, ServiceClient } from '@x/http'
import { createSigner, loadPrivateKey } from '@x/signer'
import { LoginError } from '../errors/login-error.ts'
import type { CallPorts } from '../service/ask-for-renewal.ts'

export interface Proof {
  /** Of the identity service. */
  readonly endpoint: string
  /** Secret, as the other members are. */
  readonly token: string
  readonly privateKeyPem: string
  readonly passphrase: string | undefined
}

const LIMIT_MS = 30_000

/**
 * @throws {@link LoginError} `ERR_LOGIN` `foreign-token` when the service refuses the signature
 * @throws ServiceError for another answer, and the errors of `@x/http` about the network
 */
export async function proveToken(
  { endpoint, token, privateKeyPem, passphrase }: Proof,
  { httpClient, retryStrategy, env, now, signal }: CallPorts,
): Promise<void> {
  const key = await loadPrivateKey(privateKeyPem, passphrase)
  // Without `refresh`: a refused token is not to be renewed.
  const signer = createSigner(async () => ({ keyId: `ST$${token}`, key }), { now })
  const client = new ServiceClient({
    endpoint,
    serviceName: 'identity',
    httpClient,
    retryStrategy,
    env,
    now,
    signer: { sign: (request, options) => signer.sign(request, options) },
  })
  const call = { operation: 'ListRegions', method: 'GET', path: '/20160918/regions', parse: () => true }
  await client
    .call(call, { signal, deadlineMs: LIMIT_MS })
    .catch((cause: unknown) =>
      Promise.reject(
        isServiceError(cause) && cause.status === 401 ? new LoginError('foreign-token', { cause }) : cause,
      ),
    )
}
