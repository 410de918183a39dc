// The signer of a session that lies on this machine: it renews the session, and shares it with all who use the same files.
import { type Kinds, processEnvironment } from '@x/kernel'
import { checkOptions, PLACE, PORTS } from '../check-options.ts'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase, type Identity } from '@x/signer/principal'
import { readStoredSession } from '../files/stored-session.ts'
import type { RenewOptions } from '../refresh/renew-session.ts'
import { SessionKeeper } from './session-keeper.ts'

/** Options of {@link SessionTokenSigner.fromProfile}; every one has a default. @public */
export interface SessionSignerOptions extends Omit<RenewOptions, 'profile' | 'signal' | 'now'>, SignerOptions {
  /** Name of the profile, case-sensitive. @defaultValue `OCI_CONFIG_PROFILE`, else `DEFAULT` */
  readonly profile?: string | undefined
}

const { signal: _, ...CALLS } = PORTS
const KINDS: Kinds<SessionSignerOptions> = {
  ...PLACE,
  ...CALLS,
  authEndpoint: 'anything',
  passphrase: 'a string',
  region: 'a string',
  lockTimeoutMs: 'a number',
  // The signer looks at its own.
  genericHeaders: 'anything',
  bodyHeaders: 'anything',
  requireHost: 'anything',
  onlyHosts: 'anything',
  maxBufferBytes: 'anything',
}

/** Who signs and how the session stands; times are epoch milliseconds by the service's clock. @public */
export interface SessionIdentity extends Identity {
  /** When the session ends; `undefined` where its token does not say, or was not read yet. */
  readonly sessionEndsAt: number | undefined
  /** Whether there is no later token any more: the session ends with the one at hand. */
  readonly atCeiling: boolean
}

/**
 * Signs with the session of a profile, and renews it: in the background from the middle of a token's life on, and once when the
 * service refuses it. The renewed token is written back, so that OCI's command line and every other program have it too; processes
 * that want one at the same time make one call. A login, or a renewal by somebody else, is picked up with the next signature.
 *
 * A service that is down, or a folder that cannot be written, costs no token: it signs to its end, and `status().lastError` and the
 * event `refreshFailed` tell why there is no other. Renewals start with signatures, never by a timer.
 *
 * @throws {@link SessionEndedError} `ERR_SESSION_ENDED` from `sign` and `ready`, once the session is over
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE`, {@link SessionFilesError} `ERR_SESSION_FILES`, and the errors of the key, from the same
 * @example
 * ```ts
 * import { createSignedFetch } from '@x/fetch'
 * import { SessionTokenSigner } from '@x/session'
 * const signer = SessionTokenSigner.fromProfile({ profile: 'DEFAULT' })
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * const { expiresAt, atCeiling } = signer.status()
 * ```
 * @see docs/sources.md#session-files
 * @public
 */
export class SessionTokenSigner extends PrincipalSignerBase {
  readonly #keeper: SessionKeeper

  /**
   * Nothing is read before the first signature.
   *
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
   */
  static fromProfile(options: SessionSignerOptions = {}): SessionTokenSigner {
    checkOptions(options, { call: "SessionTokenSigner.fromProfile({ profile: 'DEFAULT' })", kinds: KINDS })
    const { env = processEnvironment() } = options
    const profile = options.profile ?? (env['OCI_CONFIG_PROFILE']?.trim() || 'DEFAULT')
    const { configFile, homeDirectory, authEndpoint, httpClient, retryStrategy } = options
    const { passphrase, region, lockTimeoutMs, now } = options
    const place = { profile, configFile, env, homeDirectory, authEndpoint }
    const how = { ...place, httpClient, retryStrategy, passphrase, region, lockTimeoutMs, now }
    return new SessionTokenSigner(new SessionKeeper(how), how, options)
  }

  private constructor(keeper: SessionKeeper, how: RenewOptions, options: SignerOptions) {
    const region = async (): Promise<string | undefined> => how.region ?? (await readStoredSession(how)).region
    super({ principal: 'session', source: 'session files', region }, keeper, { ...options, now: () => keeper.now() })
    this.#keeper = keeper
  }

  override status(): SessionIdentity {
    const { held } = this.#keeper
    return { ...super.status(), sessionEndsAt: held?.claims.sessionEndsAt, atCeiling: held?.renewAt === Infinity }
  }
}
