// Puts a user's token beside each credential of a principal.
import { abortable } from '@x/kernel'
import { createCredential, type Credential } from '@x/signer'
import type { Keeper } from '@x/signer/principal'

/** Adds the token to each credential; of a refused one it knows which it was made of. */
export function withDelegation(keeper: Keeper, read: () => Promise<string>): Keeper {
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
