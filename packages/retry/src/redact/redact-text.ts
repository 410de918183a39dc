// Takes the secrets out of running text: what looks like one, and what stands behind a name that says so.
import { isSecretName, REDACTED } from '@x/kernel'
import { replaceOptionValues } from './command-options.ts'
import { decodeOnce } from './decode-once.ts'
import { replaceEncodedKeys } from './encoded-keys.ts'
import { replaceMarkedUpValues } from './marked-up-values.ts'
import { replaceNamedValues } from './named-values.ts'

/** How often a text can be encoded so that what it hides is still looked for. */
const MOST_LAYERS = 4

/** Without one of these no shape below is in a text: most have none, and looking once is cheaper. */
const HINT = /-----BEGIN|bearer|basic|ST\$|ST%24|eyJ|:\/\/|\/p\/|ocid1\.user|keyId=|signature=|user|-u/i

/**
 * Secrets that are known by their looks, wherever they stand, cut off or not. The patterns take time linear in the text: no
 * two neighbours match the same.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Its spaces may be encoded, as in a form.
  [/-----BEGIN(?: |\+|%20)([A-Z0-9 +%]{1,60})-----[^]*?(?:-----END(?: |\+|%20)\1-----|$)/g, REDACTED],
  // But not "basic authentication".
  [/\b(Bearer|Basic)\s{1,8}(?![a-z]{1,30}(?:[\s.,;]|$))[^\s"'\\,;<]+/gi, `$1 ${REDACTED}`],
  [/(ST(?:\$|%24))[^\s"'\\,;&<]+/g, `$1${REDACTED}`],
  // A JWT, of which the first part may be all there is.
  [/eyJ(?:[\w-]{5}|[\w-]{1,4}\.)[\w.-]*/g, REDACTED],
  // User info of an address.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']+@/gi, `$1${REDACTED}@`],
  // curl's `--user me:…`.
  [/((?<![\w-])(?:--(?:proxy-)?user|-[uU])[ \t=]{1,20}[^\s:"']{1,200}:)[^\s"'\\]+/g, `$1${REDACTED}`],
  [/((?<![\w-])(?:--(?:proxy-)?user|-[uU])[ \t=]{1,20}\\{0,15}["'][^\s:"']{1,200}:)[^"'\r\n\\]+/g, `$1${REDACTED}`],
  // The path of a pre-authenticated request is its password.
  [/(\/p\/)[^/\s"']{8,}(?=\/n\/)/g, `$1${REDACTED}`],
  // Of an API key's id only the fingerprint is taken out.
  [/(\/ocid1\.user[\w.-]{0,200}\/)[0-9a-f]{2}(?::[0-9a-f]{2}){3,}/gi, `$1${REDACTED}`],
  [/(\bkeyId=\\{0,15}"[^"\\]*\/)[^"/\\]+/g, `$1${REDACTED}`],
  [/(\bsignature=\\{0,15}")[^"\\]+/gi, `$1${REDACTED}`],
]

/**
 * `text` with every secret in it replaced by `<redacted>`: session tokens (`ST$…`), JWTs, keys in PEM and in base64, bearer
 * and basic credentials, signatures, user info and pre-authenticated paths of addresses, fingerprints of API keys, and
 * whatever stands behind a name that {@link isSecretName} knows, in JSON, forms, headers, YAML, XML, command lines and
 * sentences, whole, cut off or encoded.
 *
 * It takes time in proportion to the text. A secret that was percent-encoded or escaped is found, and the text around it is
 * then shown decoded.
 *
 * @example
 * ```ts
 * import { redactText } from '@x/retry'
 * redactText('refused ST$eyJraWQi for this request') // 'refused ST$<redacted> for this request'
 * redactText('{"currentToken":"abc","user":"me') // '{"currentToken":"<redacted>","user":"me'
 * redactText('ran --passphrase hunter2 --wait') // 'ran --passphrase <redacted> --wait'
 * ```
 * @public
 */
export function redactText(text: string): string {
  let shown = redactLayer(text)
  let layer = shown
  for (let depth = 0; depth < MOST_LAYERS; depth++) {
    const decoded = decodeOnce(layer)
    if (decoded === layer) break
    layer = redactLayer(decoded)
    if (layer !== decoded) shown = layer
  }
  return shown
}

function redactLayer(text: string): string {
  // Keys come first: what looks like a JWT may be a part of one.
  const keyless = replaceEncodedKeys(text, REDACTED)
  const shapeless = HINT.test(keyless) ? withoutShapes(keyless) : keyless
  const elements = replaceMarkedUpValues(shapeless, isSecretName, REDACTED)
  return replaceNamedValues(replaceOptionValues(elements, isSecretName, REDACTED), isSecretName, REDACTED)
}

const withoutShapes = (text: string): string =>
  SHAPES.reduce((result, [shape, replacement]) => result.replace(shape, replacement), text)
