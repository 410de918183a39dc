// What the emulated OKE cluster is and gives out; a test can change it while the emulator runs.
import { flag, identifier, knownOptions, lifetime } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import type { ServiceAccountTokens } from './service-account-tokens.ts'

/**
 * Whose service-account token it is and how long it lasts.
 *
 * @example
 * ```ts
 * import { startEmulator, type ServiceAccountOptions } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const options: ServiceAccountOptions = { namespace: 'billing', serviceAccount: 'reader', lifetimeSeconds: 600 }
 * console.log((await oci.cluster.serviceAccountToken(options)).split('.').length) // 3
 * await oci.close()
 * ```
 */
export interface ServiceAccountOptions {
  /** @defaultValue `"default"` */
  readonly namespace?: string | undefined
  /** @defaultValue `"default"` */
  readonly serviceAccount?: string | undefined
  /** Whole seconds from the emulator's present time. @defaultValue 3600 */
  readonly lifetimeSeconds?: number | undefined
}

/**
 * The OKE cluster of a running emulator, whose pods get tokens for their service accounts.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorCluster } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const cluster: EmulatorCluster = oci.cluster
 * cluster.enhanced = false // pods are refused with 403 from now on
 * await oci.close()
 * ```
 * @see docs/sources.md#oke-workload-identity
 */
export interface EmulatorCluster {
  /** OCID of the cluster. */
  readonly id: string
  /**
   * Whether it is an enhanced cluster; to the pods of a basic one OCI gives no tokens and answers 403. At first `true`.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but `true` or `false`
   */
  enhanced: boolean
  /**
   * Whole seconds that a pod's token is valid. At first 1200 (20 minutes).
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  lifetimeSeconds: number
  /**
   * Issues a service-account token, as a pod finds it in a file; {@link Emulator.revoke} takes it back.
   *
   * @param options - whose it is and how long it lasts. Default: `default` in the namespace `default`, 3600 seconds
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when an option cannot be used or is unknown
   */
  serviceAccountToken(options?: ServiceAccountOptions): Promise<string>
}

const TWENTY_MINUTES = 1200

const TOKEN_OPTIONS = namesOf<ServiceAccountOptions>({ namespace: true, serviceAccount: true, lifetimeSeconds: true })

export class ClusterSettings implements EmulatorCluster {
  readonly id: string
  readonly #tokens: ServiceAccountTokens
  #enhanced = true
  #lifetimeSeconds = TWENTY_MINUTES

  constructor(id: string, tokens: ServiceAccountTokens) {
    this.id = id
    this.#tokens = tokens
  }

  get enhanced(): boolean {
    return this.#enhanced
  }

  set enhanced(value: boolean) {
    this.#enhanced = flag('enhanced', value)
  }

  get lifetimeSeconds(): number {
    return this.#lifetimeSeconds
  }

  set lifetimeSeconds(value: number) {
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', value)
  }

  async serviceAccountToken(options: ServiceAccountOptions = {}): Promise<string> {
    knownOptions('serviceAccountToken', options, TOKEN_OPTIONS)
    const { namespace = 'default', serviceAccount = 'default', lifetimeSeconds = 3600 } = options
    return this.#tokens.issue({
      namespace: identifier('namespace', namespace),
      serviceAccount: identifier('serviceAccount', serviceAccount),
      lifetimeSeconds: lifetime('lifetimeSeconds', lifetimeSeconds),
    })
  }
}
