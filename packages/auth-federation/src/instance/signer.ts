// The signer of an OCI compute instance.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase } from '@x/signer/principal'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { INSTANCE_OPTIONS, instancePrincipal, type InstancePrincipalOptions } from './principal.ts'

/** Options of {@link InstancePrincipalsSecurityTokenSigner}. @public */
export interface InstancePrincipalsSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {}

const OPTIONS: OptionNames<InstancePrincipalsSignerOptions> = { ...INSTANCE_OPTIONS, ...SIGNER_OPTIONS }

/**
 * Signs requests as the compute instance that the program runs on. The constructor does nothing; the first signature fetches the
 * instance's certificate from its metadata service and exchanges it for a token, which is renewed in the background from then on.
 *
 * @example
 * ```ts
 * import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
 * import { createSignedFetch } from '@x/fetch'
 * const signer = new InstancePrincipalsSecurityTokenSigner()
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#instance-principals
 * @public
 */
export class InstancePrincipalsSecurityTokenSigner extends PrincipalSignerBase {
  /** @throws TypeError `ERR_INVALID_ARGUMENT` when `federationEndpoint` is not an address, or for an unknown option */
  constructor(options: InstancePrincipalsSignerOptions = {}) {
    refuseUnknownOptions(options, OPTIONS)
    const { parts, keeper, now } = instancePrincipal(options)
    super(parts, keeper, { ...options, now })
  }
}
