// Takes the secrets out of running text: what looks like one, and what stands behind a name that says so.
import { replaceNamedValues } from './named-values.ts'
import { isSecretName } from './secret-names.ts'

const REDACTED = '<redacted>'

/**
 * Secrets that are known by their looks, wherever they stand, cut off or not. The patterns take time linear in the text: no
 * two neighbours match the same.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z0-9 ]{1,40})-----[^]*?(?:-----END \1-----|$)/g, REDACTED],
  // But not "basic authentication".
  [/\b(Bearer|Basic)\s{1,8}(?![a-z]{1,30}(?:[\s.,;]|$))[^\s"'\\,;<]+/gi, `$1 ${REDACTED}`],
  [/(ST(?:\$|%24))[^\s"'\\,;&<]+/g, `$1${REDACTED}`],
  // A JWT, of which the first part may be all there is.
  [/eyJ(?:[\w-]{5}|[\w-]{1,4}\.)[\w.-]*/g, REDACTED],
  // User info of an address.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']+@/gi, `$1${REDACTED}@`],
  // The path of a pre-authenticated request is its password.
  [/(\/p\/)[^/\s"']{8,}(?=\/n\/)/g, `$1${REDACTED}`],
  // Of an API key's id only the fingerprint is taken out.
  [/(\/ocid1\.user[\w.-]{0,200}\/)[0-9a-f]{2}(?::[0-9a-f]{2}){3,}/gi, `$1${REDACTED}`],
  [/(\bkeyId=\\{0,15}"[^"\\]*\/)[^"/\\]+/g, `$1${REDACTED}`],
  [/(\bsignature=\\{0,15}")[^"\\]+/gi, `$1${REDACTED}`],
]

/**
 * `text` with every secret in it replaced by `<redacted>`: session tokens (`ST$…`), JWTs, PEM blocks, bearer and basic
 * credentials, signatures, user info and pre-authenticated paths of addresses, fingerprints of API keys, and whatever
 * stands behind a name that {@link isSecretName} knows, in JSON, forms, headers and sentences, whole or cut off.
 *
 * It takes time in proportion to the text.
 *
 * @example
 * ```ts
 * import { redactText } from '@x/retry'
 * redactText('refused ST$eyJraWQi for this request') // 'refused ST$<redacted> for this request'
 * redactText('{"currentToken":"abc","user":"me') // '{"currentToken":"<redacted>","user":"me'
 * ```
 * @public
 */
export function redactText(text: string): string {
  const shown = SHAPES.reduce((result, [shape, replacement]) => result.replace(shape, replacement), text)
  return replaceNamedValues(shown, isSecretName, REDACTED)
}
