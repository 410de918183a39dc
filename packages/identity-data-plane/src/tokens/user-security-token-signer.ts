// Signs as a user without the user's key at hand: with a token of a session that renews itself as long as the session lives.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { EngineKeeper, joinSharing, PrincipalSignerBase, RefreshEngine, type Sharing } from '@x/signer/principal'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { checkMinutes } from '../client/operations.ts'
import { RENEWAL_MS, userLifetime, UserSessionTokens, type UserToken } from './user-session.ts'

/** Options of {@link UserSecurityTokenSigner}. @public */
export interface UserSecurityTokenSignerOptions extends SignerOptions {
  /** Opens the session: it signs as the user, with an API key or a token session. */
  readonly client: DataplaneClient
  /** How long the session lasts: 5 to 60. @defaultValue the service's, 60 */
  readonly sessionExpirationInMinutes?: number | undefined
  /** Has the processes of a fleet take turns, see `@x/fleet`. @defaultValue each asks for itself */
  readonly sharing?: Sharing | undefined
  /** Told of renewals that fail while the token at hand still serves. What it throws or rejects with is ignored. */
  readonly onRenewalFailed?: ((error: unknown) => unknown) | undefined
}

const OPTIONS: OptionNames<UserSecurityTokenSignerOptions> = {
  client: true,
  sessionExpirationInMinutes: true,
  onRenewalFailed: true,
  sharing: true,
  maxBufferBytes: true,
  genericHeaders: true,
  bodyHeaders: true,
  requireHost: true,
  onlyHosts: true,
  now: true,
}

const PARTS = { principal: 'user-session', source: 'identity data plane' }

/** A session as it stands; epoch milliseconds by this machine's clock. @public */
export interface UserSession {
  /** Of the token at hand. */
  readonly expiresAt: number
  /** Of the session, from where on there are no further tokens; `undefined` where the token does not say. */
  readonly endsAt: number | undefined
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
export class UserSecurityTokenSigner extends PrincipalSignerBase {
  readonly #engine: RefreshEngine<UserToken>

  /** @throws TypeError `ERR_INVALID_ARGUMENT` without a client, for an unknown option, or for a session expiration outside 5 to 60 minutes */
  constructor(options: UserSecurityTokenSignerOptions) {
    const { client, sessionExpirationInMinutes, onRenewalFailed, sharing, now } = options ?? {}
    if (typeof client?.generateUserSecurityToken !== 'function')
      throw argumentError('UserSecurityTokenSigner needs a client. Pass a DataplaneClient that signs as the user.')
    refuseUnknownOptions(options, OPTIONS)
    checkMinutes(sessionExpirationInMinutes)
    const tokens = new UserSessionTokens({ client, sessionExpirationInMinutes, now })
    const engine = new RefreshEngine<UserToken>({
      load: (context, previous) => tokens.load(context, previous),
      sharedLoad: joinSharing(sharing, PARTS),
      lifetime: userLifetime,
      renewalTimeoutMs: RENEWAL_MS,
      now,
    })
    engine.listeners.on('refreshFailed', ({ error, usable }) => usable && onRenewalFailed?.(error))
    super(PARTS, new EngineKeeper(engine), options)
    this.#engine = engine
  }

  /** `undefined` before the session is open. */
  get session(): UserSession | undefined {
    const { current } = this.#engine
    return current && { expiresAt: current.expiresAt, endsAt: current.sessionEndsAt }
  }
}
