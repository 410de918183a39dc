// The session of a user: how it is opened with the user's own key, and renewed with each token in turn.
import { isServiceError } from '@x/http'
import { createSigner, type Credential } from '@x/signer'
import { checkIssuedToken, generateSessionKey, SessionEndedError, tokenSnapshot } from '@x/signer/principal'
import type { Lifetime, Loaded, LoadContext, TokenSnapshot, UsableToken } from '@x/signer/principal'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { publicKeyPemOf } from './pem-key-pair.ts'

/** A token with its key, replaced as a whole. Times are epoch milliseconds by this machine's clock. */
export interface UserToken extends TokenSnapshot {
  /** From here on it is renewed while it is used; `Infinity` when that would give no longer one. */
  readonly renewAt: number
  readonly sessionEndsAt: number | undefined
}

/** What a session is opened with. */
export interface UserSessionOptions {
  readonly client: DataplaneClient
  readonly sessionExpirationInMinutes?: number | undefined
  readonly now?: (() => number) | undefined
}

/** Opens and renews; what comes of it is for the engine to keep. */
export class UserSessionTokens {
  readonly #options: UserSessionOptions
  #renewing: DataplaneClient | undefined
  /** What the next renewal signs with. */
  #held: Credential | undefined
  /** Why there is no later token than the one at hand. */
  #lastFailure: unknown

  constructor(options: UserSessionOptions) {
    this.#options = options
  }

  /** An expired token renews nothing; only a renewal that was under way when it expired can still save the session. */
  async load({ signal }: LoadContext, previous: UserToken | undefined): Promise<Loaded<UserToken>> {
    const { now = Date.now } = this.#options
    if (previous && now() >= previous.expiresAt)
      throw new SessionEndedError('expired', previous.expiresAt, { cause: this.#lastFailure })
    try {
      const snapshot = await this.#exchange(previous, signal)
      this.#lastFailure = undefined
      return { snapshot }
    } catch (error) {
      this.#lastFailure = error
      throw error
    }
  }

  async #exchange(previous: UserToken | undefined, signal: AbortSignal): Promise<UserToken> {
    const { client, sessionExpirationInMinutes, now = Date.now } = this.#options
    const sessionKey = await generateSessionKey()
    const askedAt = now()
    const details = { publicKey: publicKeyPemOf(sessionKey.publicKey), sessionExpirationInMinutes }
    const limits = { deadlineMs: DEADLINE_MS, signal }
    this.#held = previous?.credential
    const { data } = await (previous === undefined
      ? client.generateUserSecurityToken(details, limits)
      : this.#renewer()
          .generateUserSecurityToken(details, limits)
          .catch((error: unknown) => Promise.reject(ended(error, previous))))
    const { token, claims } = checkIssuedToken(data.token, sessionKey.publicKey)
    const times = localTimes(claims, askedAt, previous)
    const local = { ...claims, expiresAt: times.expiresAt, issuedAt: askedAt }
    return { ...tokenSnapshot({ token, claims: local }, sessionKey, askedAt), ...times }
  }

  /** Shared with nobody: what it signs with is always the token that a renewal starts from. */
  #renewer(): DataplaneClient {
    const { client, now } = this.#options
    const held = createSigner(async () => this.#held as Credential, { now })
    // Without `refresh`: a refused renewal must not ask for another one.
    this.#renewing ??= client.withSigner({ sign: (request, options) => held.sign(request, options) })
    return this.#renewing
  }
}

/** All callers wait for one exchange, which none of them can end: a server that answers byte by byte must not hold it for ever. */
const DEADLINE_MS = 120_000
/** With the key pair, which is made before. */
export const RENEWAL_MS = DEADLINE_MS + 30_000

/** A token that the service refuses renews nothing any more. */
const ended = (error: unknown, { expiresAt }: UserToken): unknown =>
  isServiceError(error) && error.status === 401 ? new SessionEndedError('refused', expiresAt, { cause: error }) : error

/** Less than this a renewal does not gain, whatever the rounding of the service's seconds. */
const GAIN_MS = 1_000

export const userLifetime = ({ renewAt, expiresAt }: UserToken): Lifetime => ({ softAt: renewAt, hardAt: expiresAt })

/** By how long a token lives, not by when: this machine's clock may differ from the service's. */
export function localTimes(
  { expiresAt, issuedAt = expiresAt, sessionEndsAt }: UsableToken['claims'],
  askedAt: number,
  previous: Pick<UserToken, 'expiresAt'> | undefined,
): Pick<UserToken, 'expiresAt' | 'sessionEndsAt' | 'renewAt'> {
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
