// How long the tokens of the auth service live and what they say; a test can change both while the emulator runs.
import { flag, knownOptions, lifetime } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'

/**
 * How long the tokens of the auth service live at first, and what they say; {@link EmulatorFederation} changes it.
 *
 * @example
 * ```ts
 * import { startEmulator, type FederationOptions } from '@x/emulator'
 *
 * const federation: FederationOptions = { lifetimeSeconds: 600, jwk: false }
 * const oci = await startEmulator({ federation })
 * await oci.close()
 * ```
 */
export interface FederationOptions {
  /** Whole seconds that a token is valid. @defaultValue 21_600 (6 hours), as OCI's */
  readonly lifetimeSeconds?: number | undefined
  /** Whether a token names the key it is bound to in the claim `jwk`. @defaultValue true */
  readonly jwk?: boolean | undefined
}

/**
 * The auth service of a running emulator; what is set here goes for the tokens it issues from then on.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorFederation } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const federation: EmulatorFederation = oci.federation
 * federation.lifetimeSeconds = 60
 * await oci.close()
 * ```
 * @see docs/sources.md#x509-federation
 */
export interface EmulatorFederation {
  /**
   * Whole seconds that a token is valid. At first 21600 (6 hours), as OCI's.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  lifetimeSeconds: number
  /**
   * Whether a token names the key it is bound to in the claim `jwk`; without it the emulator remembers the key. At first `true`.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but `true` or `false`
   */
  jwk: boolean
}

const SIX_HOURS = 21_600

const NAMES = namesOf<FederationOptions>({ lifetimeSeconds: true, jwk: true })

export class FederationSettings implements EmulatorFederation {
  #lifetimeSeconds: number
  #jwk: boolean

  constructor(options: FederationOptions = {}) {
    knownOptions('federation', options, NAMES)
    const { lifetimeSeconds = SIX_HOURS, jwk = true } = options
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', lifetimeSeconds)
    this.#jwk = flag('jwk', jwk)
  }

  get jwk(): boolean {
    return this.#jwk
  }

  set jwk(value: boolean) {
    this.#jwk = flag('jwk', value)
  }

  get lifetimeSeconds(): number {
    return this.#lifetimeSeconds
  }

  set lifetimeSeconds(value: number) {
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', value)
  }
}
