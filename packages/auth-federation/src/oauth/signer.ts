// The signer with a token for one scope around any other signer.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase } from '@x/signer/principal'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { OAUTH_OPTIONS, oauthPrincipal, type OauthExchangeOptions } from './principal.ts'

/** Options of {@link OauthExchangeTokenSigner}. @public */
export interface OauthExchangeSignerOptions extends OauthExchangeOptions, Omit<SignerOptions, 'now'> {}

const OPTIONS: OptionNames<OauthExchangeSignerOptions> = { ...OAUTH_OPTIONS, ...SIGNER_OPTIONS }

/**
 * Signs requests with a token for one scope, which another signer asks for. The constructor does nothing; the first signature
 * exchanges. The token is renewed in the background twenty minutes after it was fetched, or earlier where it lives for less; while
 * that fails, token and key at hand serve to their end.
 *
 * @example
 * ```ts
 * import { InstancePrincipalsSecurityTokenSigner, OauthExchangeTokenSigner } from '@x/auth-federation'
 * const compartment = 'ocid1.compartment.oc1..aaaa'
 * const signer = new OauthExchangeTokenSigner({
 *   signer: new InstancePrincipalsSecurityTokenSigner(),
 *   scope: `monitoring_write_urn-${compartment}:instance`,
 *   targetCompartment: compartment,
 * })
 * ```
 * @see docs/sources.md#scoped-exchange
 * @public
 */
export class OauthExchangeTokenSigner extends PrincipalSignerBase {
  /**
   * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming all that is missing of `signer`, `scope` and `targetCompartment`
   * @throws TypeError `ERR_INVALID_ARGUMENT` when `oauthTokenEndpoint` is not an address, or for an unknown option
   */
  constructor(options: OauthExchangeSignerOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { parts, keeper, now } = oauthPrincipal(options)
    super(parts, keeper, { ...options, now })
  }
}
