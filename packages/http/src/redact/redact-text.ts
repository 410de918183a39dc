// Takes the secrets out of running text: what looks like one, and what stands behind a name that says so.
import { replaceQuotedFields } from './quoted-fields.ts'
import { isSecretName } from './secret-names.ts'

/** What stands in place of a secret. */
export const REDACTED = '<redacted>'

/** Secrets that are known by their looks, wherever they stand. The patterns are linear: no two neighbours match the same. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // To the end of the text where the end of the key is cut off.
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g, REDACTED],
  [/ST\$[^\s"'\\,;&<]+/g, `ST$$${REDACTED}`],
  [/\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*)*/g, REDACTED],
  // But not "basic authentication".
  [/\b(Bearer|Basic)[ \t]+(?![a-z]{1,30}(?:[\s.,;]|$))[^\s"'\\,;<]+/gi, `$1 ${REDACTED}`],
  // User info of an address.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']+@/gi, `$1${REDACTED}@`],
  // The path of a pre-authenticated request is its password.
  [/(\/p\/)[^/\s"']{8,}(?=\/n\/)/g, `$1${REDACTED}`],
  [/(\bkeyId=\\?"[^"\\]*\/)[^"/\\]+/g, `$1${REDACTED}`],
  [/(\bsignature=\\?")[^"\\]*/gi, `$1${REDACTED}`],
]

const NAME = String.raw`[A-Za-z][\w.-]{0,99}`
/** A header or a setting that has a line of its own, indented or not. */
const LINE = new RegExp(
  String.raw`^([ \t]{0,40}[>|*-]{0,2}[ \t]{0,4}(${NAME})[ \t]{0,20}[:=][ \t]{0,20})(?=\S)(.*)$`,
  'gm',
)
/** `name=value` in a query, a form, a shell command or a sentence. */
const PAIR = new RegExp(String.raw`(\b(${NAME})=)(?:"(?:[^"\\]|\\[^])*"?|'[^']*'?|[^\s&"<>]*)`, 'g')

/** `text` with every secret in it replaced. */
export function redactPatterns(text: string): string {
  let shown = text
  for (const [shape, replacement] of SHAPES) shown = shown.replaceAll(shape, replacement)
  const hide = (all: string, start: string, name: string): string => (isSecretName(name) ? start + REDACTED : all)
  return replaceQuotedFields(shown, isSecretName, REDACTED).replaceAll(LINE, hide).replaceAll(PAIR, hide)
}
