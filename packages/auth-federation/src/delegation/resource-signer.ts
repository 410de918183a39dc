// The signer of a resource that acts for a user, whose token it was given.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase } from '@x/signer/principal'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { RESOURCE_OPTIONS, resourcePrincipal, type ResourcePrincipalOptions } from '../resource/principal.ts'
import { delegationTokenReader, type DelegationTokenSource } from './inputs.ts'
import { withDelegation } from './with-delegation.ts'

/** Options of {@link ResourcePrincipalsDelegationTokenSigner}. @public */
export interface ResourceDelegationSignerOptions extends ResourcePrincipalOptions, Omit<SignerOptions, 'now'> {
  /** The user's token, a function that yields it, or the file that holds it; read for each signature. */
  readonly delegationToken: DelegationTokenSource
}

const OPTIONS: OptionNames<ResourceDelegationSignerOptions> = {
  delegationToken: true,
  ...RESOURCE_OPTIONS,
  ...SIGNER_OPTIONS,
}

/**
 * Signs requests as a resource on behalf of a user: each carries the user's delegation token, signed, in `opc-obo-token`. It takes
 * every version of resource principals that {@link getResourcePrincipalsSigner} takes.
 *
 * @example
 * ```ts
 * import { ResourcePrincipalsDelegationTokenSigner } from '@x/auth-federation'
 * declare const userToken: string
 * const signer = new ResourcePrincipalsDelegationTokenSigner({ delegationToken: userToken })
 * ```
 * @see docs/sources.md#delegation-token
 * @public
 */
export class ResourcePrincipalsDelegationTokenSigner extends PrincipalSignerBase {
  /**
   * @throws {@link InvalidDelegationTokenError} `ERR_INVALID_DELEGATION_TOKEN` when there is none, or it cannot stand in a header
   * @throws the same as {@link getResourcePrincipalsSigner}, at once
   */
  constructor(options: ResourceDelegationSignerOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const read = delegationTokenReader(options.delegationToken, options.readFile)
    const { parts, keeper, now } = resourcePrincipal(options)
    super(parts, withDelegation(keeper, read), { ...options, now })
  }
}
