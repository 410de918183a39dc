// The signer of an instance that acts for a user, whose token it was given.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import { PrincipalSignerBase } from '@x/signer/principal'
import { delegationTokenReader, type DelegationTokenSource } from './inputs.ts'
import { INSTANCE_OPTIONS, instancePrincipal, type InstancePrincipalOptions } from '../instance/principal.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { withDelegation } from './with-delegation.ts'

/** Options of {@link InstancePrincipalsDelegationTokenSigner}. @public */
export interface InstanceDelegationSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {
  /** The user's token, a function that yields it, or the file that holds it; read for each signature. */
  readonly delegationToken: DelegationTokenSource
  /** Reads `delegationToken.file`. @defaultValue the file system */
  readonly readFile?: ((path: string) => Promise<string>) | undefined
}

const OPTIONS: OptionNames<InstanceDelegationSignerOptions> = {
  delegationToken: true,
  readFile: true,
  ...INSTANCE_OPTIONS,
  ...SIGNER_OPTIONS,
}

/**
 * Signs requests as an instance on behalf of a user: each carries the user's delegation token, signed, in `opc-obo-token`.
 *
 * @example
 * ```ts
 * import { InstancePrincipalsDelegationTokenSigner } from '@x/auth-federation'
 * const signer = new InstancePrincipalsDelegationTokenSigner({ delegationToken: { file: '/etc/oci/delegation_token' } })
 * ```
 * @see docs/sources.md#delegation-token
 * @public
 */
export class InstancePrincipalsDelegationTokenSigner extends PrincipalSignerBase {
  /**
   * @throws {@link InvalidDelegationTokenError} `ERR_INVALID_DELEGATION_TOKEN` when there is none, or it cannot stand in a header
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option
   */
  constructor(options: InstanceDelegationSignerOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const read = delegationTokenReader(options.delegationToken, options.readFile)
    const { parts, keeper, now } = instancePrincipal(options)
    super(parts, withDelegation(keeper, read), { ...options, now })
  }
}
