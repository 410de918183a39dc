// How long the tokens of the identity data plane live; a test can change it while the emulator runs.
import { knownOptions, lifetime } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import type { UserSessions } from '../../tenancy/tokens/user-sessions.ts'

/**
 * How long the tokens of the identity data plane live at first; {@link EmulatorDataPlane} changes it.
 *
 * @example
 * ```ts
 * import { startEmulator, type DataPlaneOptions } from '@x/emulator'
 *
 * const dataPlane: DataPlaneOptions = { userTokenSeconds: 120 }
 * const oci = await startEmulator({ dataPlane })
 * await oci.close()
 * ```
 */
export interface DataPlaneOptions {
  /** The most whole seconds that a user security token (UPST) of any session lives; never longer than the session. @defaultValue 3600 */
  readonly userTokenSeconds?: number | undefined
  /** Whole seconds that a scoped access token lives. @defaultValue 3600 */
  readonly scopedTokenSeconds?: number | undefined
}

/**
 * The identity data plane of a running emulator; what is set here goes for the tokens it issues from then on.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorDataPlane } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const dataPlane: EmulatorDataPlane = oci.dataPlane
 * dataPlane.scopedTokenSeconds = 30
 * await oci.close()
 * ```
 * @see docs/sources.md#identity-data-plane
 */
export interface EmulatorDataPlane {
  /**
   * The most whole seconds that a user security token (UPST) lives, also one that a login or a refresh yields: a token that ends
   * before its session can be refreshed. At first 3600.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  userTokenSeconds: number
  /**
   * Whole seconds that a scoped access token lives. At first 3600.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  scopedTokenSeconds: number
}

const ONE_HOUR = 3600

const NAMES = namesOf<DataPlaneOptions>({ userTokenSeconds: true, scopedTokenSeconds: true })

export class DataPlaneSettings implements EmulatorDataPlane {
  readonly #sessions: UserSessions
  #scopedTokenSeconds: number

  constructor(sessions: UserSessions, options: DataPlaneOptions = {}) {
    knownOptions('dataPlane', options, NAMES)
    this.#sessions = sessions
    const { userTokenSeconds = ONE_HOUR, scopedTokenSeconds = ONE_HOUR } = options
    this.userTokenSeconds = userTokenSeconds
    this.#scopedTokenSeconds = lifetime('scopedTokenSeconds', scopedTokenSeconds)
  }

  get userTokenSeconds(): number {
    return this.#sessions.tokenSeconds
  }

  set userTokenSeconds(value: number) {
    this.#sessions.tokenSeconds = lifetime('userTokenSeconds', value)
  }

  get scopedTokenSeconds(): number {
    return this.#scopedTokenSeconds
  }

  set scopedTokenSeconds(value: number) {
    this.#scopedTokenSeconds = lifetime('scopedTokenSeconds', value)
  }
}
