// How long the tokens of the scoped exchange live; a test can change it while the emulator runs.
import { lifetime } from '../../options/check-option.ts'

/**
 * The scoped exchange of a running emulator; what is set here goes for the tokens it issues from then on.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorOauth } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const oauth: EmulatorOauth = oci.oauth
 * oauth.lifetimeSeconds = 120
 * await oci.close()
 * ```
 * @see docs/sources.md#scoped-exchange
 */
export interface EmulatorOauth {
  /**
   * Whole seconds that a token is valid. At first 3600.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  lifetimeSeconds: number
}

export class OauthSettings implements EmulatorOauth {
  #lifetimeSeconds = 3600

  get lifetimeSeconds(): number {
    return this.#lifetimeSeconds
  }

  set lifetimeSeconds(value: number) {
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', value)
  }
}
