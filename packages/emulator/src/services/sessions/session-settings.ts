// How the service renews sessions, and the ends that a test can make of one.
import { choice } from '../../options/check-option.ts'
import type { SecurityTokens } from '../../tenancy/tokens/security-tokens.ts'

/**
 * The sessions of users of a running emulator.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorSessions } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const sessions: EmulatorSessions = oci.sessions
 * sessions.renewal = 'unchanged' // as a service does that has no longer token to give
 * await oci.close()
 * ```
 * @see docs/sources.md#sessions
 */
export interface EmulatorSessions {
  /**
   * What a refresh yields: `"normal"` a token that lives as long as tokens do, and no longer than its session; `"unchanged"` one that
   * ends when the present one does; `"ended"` 401, as if the session were over. At first `"normal"`.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything else
   */
  renewal: SessionRenewal
  /** Refuses every token of the session that this one is of, from now on; of a token without a session, that token. */
  revoke(token: string): void
}

/**
 * What a refresh of a session yields, see {@link EmulatorSessions.renewal}.
 *
 * @example
 * ```ts
 * import { startEmulator, type SessionRenewal } from '@x/emulator'
 *
 * const over: SessionRenewal = 'ended'
 * const oci = await startEmulator()
 * oci.sessions.renewal = over
 * await oci.close()
 * ```
 */
export type SessionRenewal = 'normal' | 'unchanged' | 'ended'

const RENEWALS: readonly SessionRenewal[] = ['normal', 'unchanged', 'ended']

export class SessionSettings implements EmulatorSessions {
  readonly #tokens: SecurityTokens
  #renewal: SessionRenewal = 'normal'

  constructor(tokens: SecurityTokens) {
    this.#tokens = tokens
  }

  get renewal(): SessionRenewal {
    return this.#renewal
  }

  set renewal(value: SessionRenewal) {
    this.#renewal = choice('renewal', value, RENEWALS)
  }

  revoke(token: string): void {
    this.#tokens.revokeSession(token)
  }
}
