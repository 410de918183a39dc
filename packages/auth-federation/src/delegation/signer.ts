// The signer of an instance that acts for a user, whose token it was given.
import { abortable, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { createCredential, type Credential, type SignerOptions } from '@x/signer'
import { PrincipalSignerBase, type Keeper } from '@x/signer/principal'
import { delegationTokenReader, type DelegationTokenSource } from './inputs.ts'
import { INSTANCE_OPTIONS, instancePrincipal, type InstancePrincipalOptions } from '../instance/principal.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'

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

/** Adds the token to each credential; of a refused one it knows which it was made of. */
function withDelegation(keeper: Keeper, read: () => Promise<string>): Keeper {
  const bases = new WeakMap<Credential, Credential>()
  let last: Credential | undefined
  return {
    listeners: keeper.listeners,
    renew: (options) => keeper.renew(options),
    standing: () => keeper.standing(),
    close: (reason) => keeper.close(reason),
    async credential(context) {
      const refused = context?.rejected
      const rejected = refused && (bases.get(refused) ?? refused)
      const token = abortable(read(), context?.signal)
      const [base, delegationToken] = await Promise.all([keeper.credential({ ...context, rejected }), token])
      // The same pair gives the same object: an adapter sends a refused request again only with another credential.
      if (!last || bases.get(last) !== base || last.delegationToken !== delegationToken) {
        last = createCredential({ ...base, delegationToken })
        bases.set(last, base)
      }
      return last
    },
  }
}
