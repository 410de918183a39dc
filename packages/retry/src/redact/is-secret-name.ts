// Which names hold secrets, as users may ask.
import { isSecretName as isSecret } from '@x/kernel'

/**
 * True when what stands under `name` must not be shown: `token`, `secret`, `password`, `passphrase`, private and public
 * keys, `authorization`, `cookie` and their like, in every spelling and behind every prefix.
 *
 * @example
 * ```ts
 * import { isSecretName } from '@x/retry'
 * isSecretName('opc-obo-token') // true
 * isSecretName('tokenType') // false
 * ```
 * @public
 */
export function isSecretName(name: string): boolean {
  return isSecret(name)
}
