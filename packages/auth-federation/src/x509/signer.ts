// Signs with the tokens of a federation client.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { EngineKeeper, PrincipalSignerBase } from '@x/signer/principal'
import { MissingInputError } from '../errors/errors.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import type { X509FederationClient } from './x509-federation-client.ts'

/** Options of {@link X509FederationClientBasedSecurityTokenSigner}. @public */
export interface X509SignerOptions extends Omit<SignerOptions, 'now'> {
  readonly federationClient: X509FederationClient
  /** What `region()` yields: a certificate does not name one. */
  readonly region?: string | undefined
}

const OPTIONS: OptionNames<X509SignerOptions> = { federationClient: true, region: true, ...SIGNER_OPTIONS }

/**
 * Signs requests with the session tokens of an {@link X509FederationClient}. `close()` closes the client as well.
 *
 * @example
 * ```ts
 * import { X509FederationClientBasedSecurityTokenSigner, type X509FederationClient } from '@x/auth-federation'
 * declare const federationClient: X509FederationClient
 * const signer = new X509FederationClientBasedSecurityTokenSigner({ federationClient })
 * ```
 * @see docs/sources.md#x509-federation
 * @public
 */
export class X509FederationClientBasedSecurityTokenSigner extends PrincipalSignerBase {
  /**
   * @throws {@link MissingInputError} `ERR_MISSING_INPUT` without a federation client
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option
   */
  constructor(options: X509SignerOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { federationClient, region } = options
    if (!federationClient) throw new MissingInputError('The signer', ['federationClient'])
    const engine = federationClient.engine()
    const parts = { principal: 'x509', source: 'X.509 federation', region: async () => region }
    super(parts, new EngineKeeper(engine), { ...options, now: () => engine.now() })
  }
}
