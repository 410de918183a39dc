// Takes the secrets out of what is recorded and answered: tokens, keys and signatures in headers, queries and signing strings.
import type { Difference } from './difference.ts'

/** The header that OCI's metadata service demands. It is no secret: it keeps out whoever can only choose the address of a request. */
export const METADATA_AUTHORIZATION = 'Bearer Oracle'

const REDACTED = '<redacted>'

/** Names of headers and parameters whose values give access to something. `x-emulator-signing-string` may hold a delegation token. */
const SECRET_NAME =
  /authori[sz]ation|token|secret|passw|passphrase|credential|cookie|session|assertion|bearer|jwt|signature|(?:api|access|private|auth|subscription|functions?|account)[-_]?key|signing-string|security-context|^(?:x-)?(?:sig|pwd|pin|otp|pass)$/i
/** This token makes a request safe to repeat and gives access to nothing. */
const RETRY_TOKEN = 'opc-retry-token'

const isSecret = (name: string): boolean => name.toLowerCase() !== RETRY_TOKEN && SECRET_NAME.test(name)

const SESSION_KEY_ID = /^ST(?:\$|%24)/i
/** A JWT begins with `eyJ`; behind `$` or an escape there may be a token too. */
const MAY_HOLD_TOKEN = /[$%]|eyJ/

/** An API key id is public; a session's key id is its token. */
export function redactKeyId(keyId: string): string {
  if (SESSION_KEY_ID.test(keyId)) return `ST$${REDACTED}`
  return MAY_HOLD_TOKEN.test(keyId) ? REDACTED : keyId
}

export function redactHeader(name: string, value: string): string {
  if (name === 'authorization') return redactAuthorization(value)
  return isSecret(name) ? REDACTED : redactAddress(value)
}

const SCHEME = /^signature\s+/i
const PARAMETERS = /^(?:[\w-]+="[^"\\]*"\s*(?:,\s*|$))+$/
const PUBLIC_PARAMETERS: ReadonlySet<string> = new Set(['algorithm', 'headers', 'version'])

/** Secret and public parameters can be told apart only in a well-formed header; of any other just the scheme is shown. */
function redactAuthorization(value: string): string {
  // The header that opens the metadata service is the same for everybody.
  if (value === METADATA_AUTHORIZATION) return value
  const scheme = SCHEME.exec(value)?.[0]
  if (scheme === undefined) return REDACTED
  const parameters = value.slice(scheme.length)
  if (!PARAMETERS.test(parameters)) return scheme + REDACTED
  return (
    scheme + parameters.replaceAll(/([\w-]+)="([^"]*)"/g, (_, name: string, v: string) => `${name}="${shown(name, v)}"`)
  )
}

function shown(name: string, value: string): string {
  if (name.toLowerCase() === 'keyid') return redactKeyId(value)
  return PUBLIC_PARAMETERS.has(name) ? value : REDACTED
}

/** The secret of a pre-authenticated request is a part of its path, right at the beginning of that. */
const PREAUTHENTICATED = /(^\/*|:\/\/[^/?#\s]*\/*)\/p\/[^/?#\s]+(?=\/n\/)/gi
/** What stands before the host of an address. */
const USER = /(?<=:\/\/)[^/?#\s@]*@/g

/** A request target; the values of its secret parameters are left out. */
export const redactTarget = (target: string): string => redactAddress(target)

/** What looks like a token or a private key, wherever it stands and whatever it is called. */
const TOKEN = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g
const PRIVATE_KEY = /-----BEGIN[^-]*PRIVATE[^-]*-----[^&#]*/g

const redactValue = (text: string): string => text.replaceAll(TOKEN, REDACTED).replaceAll(PRIVATE_KEY, REDACTED)

/** Any text that may hold an address, or a part of one. */
const redactAddress = (text: string): string =>
  redactValue(redactQuery(text.replaceAll(PREAUTHENTICATED, `$1/p/${REDACTED}`).replaceAll(USER, `${REDACTED}@`)))

/** Any text that may hold a query or a fragment. */
const redactQuery = (text: string): string =>
  text.replaceAll(/([?&;#])([^=&;?#\s]+)=[^&;#\s]*/g, (all, separator: string, name: string) =>
    isSecret(decode(name)) ? `${separator}${name}=${REDACTED}` : all,
  )

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

const LINE = /^(\s*([^\s:=]+)\s*[:=]\s?)(.*)$/s

/** A line of a signing string, also of one that was put together wrongly, or of a sentence that quotes one. */
function redactLine(line: string): string {
  const [, start = '', name = '', value = ''] = LINE.exec(line) ?? []
  if (start === '') return line.replaceAll(/`([^`]*)`/g, (_, quoted: string) => `\`${redactLine(quoted)}\``)
  if (name.toLowerCase() === '(request-target)') return start + redactRequestLine(value)
  return start + redactHeader(name.toLowerCase(), value)
}

/** The method, if there is one, and the target. */
const redactRequestLine = (value: string): string => value.split(' ').map(redactTarget).join(' ')

/** The value of a token's claim. */
export const redactClaim = (name: string, value: string): string => (isSecret(name) ? REDACTED : redactValue(value))

/** A signing string, or a sentence that quotes its lines. */
export const redactText = (text: string): string => text.split('\n').map(redactLine).join('\n')

export const redactDifference = (difference: Difference): Difference => ({
  ...difference,
  expected: redactLine(difference.expected),
  actual: redactLine(difference.actual),
})
