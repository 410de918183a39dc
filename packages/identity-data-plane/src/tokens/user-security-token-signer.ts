// Signs as a user without the user's key at hand: with a token of a session that renews itself as long as the session lives.
import { argumentError } from '@x/kernel'
import { isServiceError } from '@x/http'
import { createCredential, createSigner } from '@x/signer'
import type { RequestSigner, SignableRequest, SignedRequest, SignerOptions, SignOptions } from '@x/signer'
import { RefreshEngine, type Lifetime, type Snapshot } from '@x/signer/principal'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { SessionEndedError, UnusableTokenError } from '../errors.ts'
import { checkIssuedToken, type IssuedToken } from './issued-token.ts'
import { generateKey } from './key-pair.ts'
import { checkMinutes } from '../client/operations.ts'

/** Options of {@link UserSecurityTokenSigner}. @public */
export interface UserSecurityTokenSignerOptions extends SignerOptions {
  /** Opens the session: it signs as the user, with an API key or a token session. */
  readonly client: DataplaneClient
  /** How long the session lasts: 5 to 60. @defaultValue the service's, 60 */
  readonly sessionExpirationInMinutes?: number | undefined
  /** Told of renewals that fail while the token at hand still serves. What it throws or rejects with is ignored. */
  readonly onRenewalFailed?: ((error: unknown) => unknown) | undefined
}

/** A session as it stands; epoch milliseconds by this machine's clock. @public */
export interface UserSession {
  /** Of the token at hand. */
  readonly expiresAt: number
  /** Of the session, from where on there are no further tokens; `undefined` where the token does not say. */
  readonly endsAt: number | undefined
}

/** A token with its key, replaced as a whole. Times are epoch milliseconds by this machine's clock. */
interface UserToken extends Snapshot {
  /** From here on it is renewed while it is used; `Infinity` when that would give no longer one. */
  readonly renewAt: number
  readonly sessionEndsAt: number | undefined
}

/**
 * Signs requests with user security tokens (UPSTs). The constructor does nothing; the first signature makes a key pair and
 * exchanges the client's own signature for a token. From the middle of its life on, a token is exchanged, with a signature of
 * its own, for the next one with a new key, in the background: no caller waits while a token is valid, and the user's key is
 * not needed again. The private keys cannot leave the runtime.
 *
 * An exchange takes two minutes at most, with all that the client's retry strategy does. When the session is over, it rejects with {@link SessionEndedError}; a new signer opens a new session.
 *
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { createSignedFetch } from '@x/fetch'
 * import { DataplaneClient, UserSecurityTokenSigner } from '@x/identity-data-plane'
 * const client = new DataplaneClient({ config: await loadConfig() })
 * const signer = new UserSecurityTokenSigner({ client, sessionExpirationInMinutes: 15 })
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#identity-data-plane
 * @public
 */
export class UserSecurityTokenSigner implements RequestSigner {
  readonly #options: UserSecurityTokenSignerOptions
  readonly #engine: RefreshEngine<UserToken>
  readonly #signer: Required<Pick<RequestSigner, 'sign' | 'refresh'>>
  #renewing: DataplaneClient | undefined
  /** Why there is no later token than the one at hand. */
  #lastFailure: unknown

  /** @throws TypeError `ERR_INVALID_ARGUMENT` without a client, or for a session expiration outside 5 to 60 minutes */
  constructor(options: UserSecurityTokenSignerOptions) {
    const { client, sessionExpirationInMinutes, onRenewalFailed, now } = options ?? {}
    if (typeof client?.generateUserSecurityToken !== 'function')
      throw argumentError('UserSecurityTokenSigner needs a client. Pass a DataplaneClient that signs as the user.')
    checkMinutes(sessionExpirationInMinutes)
    this.#options = options
    this.#engine = new RefreshEngine({
      load: async ({ signal }, previous) => ({ snapshot: await this.#renew(previous, signal) }),
      lifetime: userLifetime,
      renewalTimeoutMs: RENEWAL_MS,
      expiredError: () => new UnusableTokenError('expired'),
      now,
    })
    this.#engine.listeners.on('refreshFailed', ({ error, usable }) => usable && onRenewalFailed?.(error))
    this.#signer = createSigner(async (context) => (await this.#engine.credential(context)).credential, options)
  }

  /**
   * Signs by the session's token; the first signature opens the session.
   *
   * @throws {@link SessionEndedError} `ERR_SESSION_ENDED` when the session is over
   * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when what the service issued cannot be used
   * @throws whatever the first exchange of the session failed with
   */
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }

  /**
   * Renews the token, if `rejected` was signed with the current one, or without an argument; not twice within ten seconds. After a
   * renewal that failed: rejects with its error for one to five seconds, then renews.
   */
  async refresh(
    rejected?: SignedRequest,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    if (rejected) return this.#signer.refresh(rejected, { signal })
    await this.#engine.refresh({ signal })
  }

  /** Opens the session if it is not open yet. A failure is told again for one to five seconds before the service is asked again. */
  async ready(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.#engine.credential(options)
  }

  /** `undefined` before the session is open. */
  get session(): UserSession | undefined {
    const current = this.#engine.current
    return current && { expiresAt: current.expiresAt, endsAt: current.sessionEndsAt }
  }

  /** Shared with nobody: what it signs with is always the token that a renewal starts from. */
  #renewer(): DataplaneClient {
    const { client, now } = this.#options
    const held = createSigner(async () => (this.#engine.current as UserToken).credential, { now })
    // Without `refresh`: a refused renewal must not ask for another one.
    this.#renewing ??= client.withSigner({ sign: (request, options) => held.sign(request, options) })
    return this.#renewing
  }

  /** An expired token renews nothing; only a renewal that was under way when it expired can still save the session. */
  async #renew(previous: UserToken | undefined, signal: AbortSignal): Promise<UserToken> {
    const { now = Date.now } = this.#options
    if (previous && now() >= previous.expiresAt)
      throw new SessionEndedError('expired', previous.expiresAt, { cause: this.#lastFailure })
    try {
      const token = await this.#exchange(previous, signal)
      this.#lastFailure = undefined
      return token
    } catch (error) {
      this.#lastFailure = error
      throw error
    }
  }

  async #exchange(previous: UserToken | undefined, signal: AbortSignal): Promise<UserToken> {
    const { client, sessionExpirationInMinutes, now = Date.now } = this.#options
    const { key, publicKey, publicKeyPem } = await generateKey()
    const askedAt = now()
    const details = { publicKey: publicKeyPem, sessionExpirationInMinutes }
    const limits = { deadlineMs: DEADLINE_MS, signal }
    const { data } = await (previous === undefined
      ? client.generateUserSecurityToken(details, limits)
      : this.#renewer()
          .generateUserSecurityToken(details, limits)
          .catch((error: unknown) => Promise.reject(ended(error, previous))))
    const token = data.token.trim()
    const times = localTimes(checkIssuedToken(token, publicKey), askedAt, previous)
    const credential = createCredential({ keyId: `ST$${token}`, key, expiresAt: times.expiresAt })
    return { credential, issuedAt: askedAt, ...times }
  }
}

/** All callers wait for one exchange, which none of them can end: a server that answers byte by byte must not hold it for ever. */
const DEADLINE_MS = 120_000
/** With the key pair, which is made before. */
const RENEWAL_MS = DEADLINE_MS + 30_000

/** A token that the service refuses renews nothing any more. */
const ended = (error: unknown, { expiresAt }: UserToken): unknown =>
  isServiceError(error) && error.status === 401 ? new SessionEndedError('refused', expiresAt, { cause: error }) : error

/** Less than this a renewal does not gain, whatever the rounding of the service's seconds. */
const GAIN_MS = 1_000

const userLifetime = ({ renewAt, expiresAt }: UserToken): Lifetime => ({ softAt: renewAt, hardAt: expiresAt })

/** By how long a token lives, not by when: this machine's clock may differ from the service's. */
export function localTimes(
  { expiresAt, issuedAt = expiresAt, sessionEndsAt }: IssuedToken,
  askedAt: number,
  previous: Pick<UserToken, 'expiresAt'> | undefined,
): Omit<UserToken, 'credential' | 'issuedAt'> {
  const aheadMs = issuedAt === expiresAt ? 0 : askedAt - issuedAt
  const localEnd = expiresAt + aheadMs
  const localSessionEnd = sessionEndsAt === undefined ? undefined : sessionEndsAt + aheadMs
  const isLast = localEnd + GAIN_MS >= (localSessionEnd ?? Infinity)
  const gainsNothing = localSessionEnd === undefined && localEnd <= (previous?.expiresAt ?? -Infinity) + GAIN_MS
  return {
    expiresAt: localEnd,
    sessionEndsAt: localSessionEnd,
    renewAt: isLast || gainsNothing ? Infinity : askedAt + (localEnd - askedAt) / 2,
  }
}
