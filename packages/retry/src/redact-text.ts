// Takes secrets out of text that a service or a library wrote, before it is kept.

const REDACTED = '<redacted>'

/** Longer text is cut before it is searched, so that a hostile message costs little. */
const LONGEST_INPUT = 4096

/**
 * Each pattern takes time linear in the text and also matches a secret whose end was cut off. The order matters: whole
 * blocks and lines come first.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, REDACTED],
  [/((?:proxy-)?authorization["']?\s{0,8}[:=])[^\r\n]*/gi, `$1 ${REDACTED}`],
  [/\bSignature\s{1,8}[a-z]{1,20}="[^\r\n]*/gi, `Signature ${REDACTED}`],
  [/\b([Bb]earer|BEARER|[Bb]asic|BASIC)\s{1,8}[\w+/=.~-]{6,}/g, `$1 ${REDACTED}`],
  [/ST(?:\$|%24)[^\s"'<>,;&)}\]]+/g, REDACTED],
  [/eyJ[\w-]{5,}(?:\.[\w-]*)*/g, REDACTED],
  // name=value, "name": "value" and name: value; an escaped quote does not end the value.
  [
    /([\w-]{0,40}(?:token|secret|password|pass[-_]?phrase|private[-_]?key|key[-_]?content|api[-_]?key|security[-_]?context|cookie)["']?\s{0,8}[:=]\s{0,8})(?:"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|[^\s,;&}]+)/gi,
    `$1${REDACTED}`,
  ],
  // Of an API key's id only the fingerprint is taken out.
  [/(\/ocid1\.user[\w.-]{0,200}\/)[0-9a-f]{2}(?::[0-9a-f]{2}){3,}/gi, `$1${REDACTED}`],
]

/**
 * `text` without session tokens (`ST$…`), JWTs, PEM blocks, Authorization values, bearer and basic credentials, and
 * values named token, secret, password, passphrase, private key, key content, API key, security context or cookie.
 * Text beyond 4096 characters is dropped.
 *
 * @example
 * ```ts
 * import { redactText } from '@x/retry'
 * redactText('refused ST$eyJraWQi for this request') // 'refused <redacted> for this request'
 * ```
 * @public
 */
export function redactText(text: string): string {
  return PATTERNS.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text.slice(0, LONGEST_INPUT),
  )
}
