// What the signers of callers are made of: an exchange of each caller's token, or a principal that acts for each.
import { argumentError, isRecord, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { joinSharing } from '@x/signer/principal'
import { MissingInputError } from '../errors/errors.ts'
import { INSTANCE_OPTIONS, type InstancePrincipalOptions } from '../instance/principal.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { RESOURCE_OPTIONS, type ResourcePrincipalOptions } from '../resource/principal.ts'
import { TOKEN_EXCHANGE_OPTIONS, type TokenExchangeOptions } from '../token-exchange/principal.ts'

/** The options of `TokenExchangeSigner`; the subject token is the caller's. @public */
export type CallerExchangeOptions = Omit<TokenExchangeOptions, 'subjectToken'> & Omit<SignerOptions, 'now'>

/**
 * Which principal acts for the callers, and its options: one of an instance, or of a function or another resource. It is one for all,
 * and each request of a caller carries the caller's token beside it.
 *
 * @public
 */
export type CallerDelegationOptions =
  | ({ readonly principal: 'instance' } & InstancePrincipalOptions & Omit<SignerOptions, 'now'>)
  | ({ readonly principal: 'resource' } & ResourcePrincipalOptions & Omit<SignerOptions, 'now'>)

/** Options of `createCallerSigners`: one of `exchange` and `delegation`. @public */
export interface CallerSignersOptions {
  /** Each caller's token is exchanged at an identity domain that trusts its issuer: requests are signed as the caller. */
  readonly exchange?: CallerExchangeOptions | undefined
  /** A principal signs, and each caller's token goes with it in `opc-obo-token`: requests are made on behalf of the caller. */
  readonly delegation?: CallerDelegationOptions | undefined
  /** How many callers have a signer at the same time, at most. @defaultValue 1000 */
  readonly maxEntries?: number | undefined
}

export type CallerInputs = { readonly maxEntries: number } & (
  | { readonly exchange: CallerExchangeOptions; readonly delegation?: undefined }
  | { readonly exchange?: undefined; readonly delegation: CallerDelegationOptions }
)

const OPTIONS: OptionNames<CallerSignersOptions> = { exchange: true, delegation: true, maxEntries: true }
const { subjectToken: _, ...EXCHANGE } = { ...TOKEN_EXCHANGE_OPTIONS, ...SIGNER_OPTIONS }
const PRINCIPALS = {
  instance: { principal: true, ...INSTANCE_OPTIONS, ...SIGNER_OPTIONS },
  resource: { principal: true, ...RESOURCE_OPTIONS, ...SIGNER_OPTIONS },
} as const

/**
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` when it is neither
 * @throws TypeError `ERR_INVALID_ARGUMENT` when it is both, for a limit that is none, a principal that there is not, or an unknown option
 */
export function callerInputs(given: CallerSignersOptions): CallerInputs {
  refuseUnknownOptions(given, OPTIONS)
  const { exchange, delegation, maxEntries = 1000 } = given
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1)
    throw argumentError('maxEntries is no whole number above 0. Give how many callers there are at the same time.')
  if (exchange && delegation)
    throw argumentError('There is an exchange beside a delegation. Pass one of them: a caller has one signer.')
  if (exchange) {
    refuseUnknownOptions<CallerExchangeOptions>(exchange, EXCHANGE)
    // The signers join as token exchanges, which may be handed over: those of callers may not.
    joinSharing(exchange.sharing, { principal: 'caller', source: 'the callers of a server' })
    return { maxEntries, exchange }
  }
  if (!delegation) throw new MissingInputError('createCallerSigners', ['exchange or delegation'])
  checkDelegation(delegation)
  return { maxEntries, delegation }
}

function checkDelegation(delegation: CallerDelegationOptions): void {
  const principal: unknown = isRecord(delegation) ? delegation['principal'] : undefined
  if (principal !== 'instance' && principal !== 'resource')
    throw argumentError("delegation.principal is neither 'instance' nor 'resource'. Pass who acts for the callers.")
  refuseUnknownOptions<CallerDelegationOptions>(delegation, PRINCIPALS[principal])
}
