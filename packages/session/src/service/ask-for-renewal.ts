// The call that renews a session: signed with its own token and key, which stay as they are.
import { utcTime, type Environment } from '@x/kernel'
import type { HttpClient } from '@x/http'
import type { RetryStrategyOptions } from '@x/retry'
import { createSigner, type PrivateKey } from '@x/signer'
import { SessionEndedError, UnusableTokenError } from '@x/signer/principal'
import { checkRenewedToken } from '../token/issued-session.ts'
import type { SessionToken } from '../token/session-token.ts'

/** How the service is called. */
export interface CallPorts {
  readonly httpClient?: HttpClient | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly env?: Environment | undefined
  /** Epoch milliseconds. */
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Renewal {
  readonly endpoint: string
  readonly current: SessionToken
  readonly key: PrivateKey
}

/** What came of it. */
export interface RenewedToken {
  /** Secret. */
  readonly token: string
  /** The service's clock as it answered, epoch milliseconds, where it said so. */
  readonly serverTimeMs: number | undefined
}

/** OCI's command line waits for ever. A person waits here. */
const CONNECT_MS = 10_000
const DEADLINE_MS = 30_000

/** A token is as old as its answer: a `Date` that says otherwise is that of something in between. */
const AGREEMENT_MS = 300_000

/** What may help is tried again: a busy service and a lost connection, never a refusal. */
async function patient(): Promise<RetryStrategyOptions> {
  const { retryStrategy } = await import('@x/retry')
  return retryStrategy({ maxAttempts: 4, totalElapsedMs: DEADLINE_MS })
}

/**
 * @throws SessionEndedError `ERR_SESSION_ENDED` when the service refuses the token
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`, ServiceError, and the errors of `@x/http` about the network
 */
export async function askForRenewal(
  { endpoint, current, key }: Renewal,
  { httpClient, retryStrategy, env, now, signal }: CallPorts,
): Promise<RenewedToken> {
  // Late: most of what is done with a session needs no call.
  const { isServiceError, ServiceClient } = await import('@x/http')
  const { token, claims } = current
  // Without `refresh`: a refused renewal must not ask for another one.
  const signer = createSigner(async () => ({ keyId: `ST$${token}`, key }), { now })
  const client = new ServiceClient({
    endpoint,
    serviceName: 'auth',
    httpClient,
    retryStrategy: retryStrategy ?? (await patient()),
    env,
    now,
    signer: { sign: (request, options) => signer.sign(request, options) },
    timeoutMs: [CONNECT_MS, DEADLINE_MS],
  })
  const renew = client.call(
    {
      operation: 'refreshSession',
      method: 'POST',
      path: '/v1/authentication/refresh',
      body: { currentToken: token },
      parse: (json) => checkRenewedToken((Object(json) as { token?: unknown }).token, current, key.publicKey()),
    },
    { signal, deadlineMs: DEADLINE_MS },
  )
  return renew.then(
    ({ data: { token: next, claims: said }, headers }) => {
      const serverTimeMs = utcTime(headers['date'])
      // By the clock of who issued it: this machine's may be wrong.
      if (serverTimeMs !== undefined && said.expiresAt <= serverTimeMs) throw new UnusableTokenError('expired')
      const isIssuers = Math.abs((serverTimeMs ?? NaN) - (said.issuedAt ?? serverTimeMs ?? NaN)) <= AGREEMENT_MS
      return { token: next, serverTimeMs: isIssuers ? serverTimeMs : undefined }
    },
    (error: unknown) =>
      Promise.reject(isServiceError(error) && error.status === 401 ? ended(claims.expiresAt, error) : error),
  )
}

const ended = (expiresAt: number, cause: unknown): SessionEndedError =>
  new SessionEndedError('refused', expiresAt, { cause })
