// The signer of a program that has no key of OCI's, but a token of somebody whom an identity domain trusts.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase } from '@x/signer/principal'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { TOKEN_EXCHANGE_OPTIONS, tokenExchangePrincipal, type TokenExchangeOptions } from './principal.ts'

/** Options of {@link TokenExchangeSigner}. @public */
export interface TokenExchangeSignerOptions extends TokenExchangeOptions, Omit<SignerOptions, 'now'> {}

const OPTIONS: OptionNames<TokenExchangeSignerOptions> = { ...TOKEN_EXCHANGE_OPTIONS, ...SIGNER_OPTIONS }

/**
 * Signs requests with a token that an identity domain gives for the token of an issuer that it trusts: a CI job, a Kubernetes
 * cluster anywhere, another cloud. No key is stored. The constructor does nothing; the first signature exchanges, and the token is
 * renewed in the background from then on, each time for a subject token that is got anew.
 *
 * @example
 * ```ts
 * import { TokenExchangeSigner } from '@x/auth-federation'
 * const signer = new TokenExchangeSigner({
 *   domainUrl: 'https://idcs-0123456789abcdef.identity.oraclecloud.com',
 *   clientId: 'd2a5…',
 *   clientSecret: String(process.env['OCI_CLIENT_SECRET']),
 *   subjectToken: { githubActions: { audience: 'https://cloud.oracle.com' } },
 *   region: 'us-phoenix-1',
 * })
 * ```
 * @see docs/sources.md#token-exchange
 * @public
 */
export class TokenExchangeSigner extends PrincipalSignerBase {
  /**
   * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming all that is missing
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an address, a source or a type that cannot be used, or for an unknown option
   */
  constructor(options: TokenExchangeSignerOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { parts, keeper, now } = tokenExchangePrincipal(options)
    super(parts, keeper, { ...options, now })
  }
}
