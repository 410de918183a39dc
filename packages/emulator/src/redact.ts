// Takes the secrets out of what is recorded and answered: tokens, delegation tokens and signatures.
import type { Difference } from './protocol/difference.ts'

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'proxy-authorization',
  'opc-obo-token',
  'cookie',
  'x-api-key',
  // It may hold a delegation token.
  'x-emulator-signing-string',
])

/** What OCI's metadata service demands; it keeps out those who can only choose an address. */
export const METADATA_AUTHORIZATION = 'Bearer Oracle'

const REDACTED = '<redacted>'

/** An API key id is public; a session's key id is its token. */
export const redactKeyId = (keyId: string): string => (keyId.startsWith('ST$') ? `ST$${REDACTED}` : keyId)

export function redactHeader(name: string, value: string): string {
  if (SECRET_HEADERS.has(name)) return REDACTED
  // The header that opens the metadata service is the same for everybody.
  if (name !== 'authorization' || value === METADATA_AUTHORIZATION) return value
  if (!/^signature\s/i.test(value)) return REDACTED
  return value
    .replaceAll(/(keyId=")(ST\$)?[^"]*/gi, (all, start: string, token?: string) =>
      token === undefined ? all : `${start}${token}${REDACTED}`,
    )
    .replaceAll(/(\bsignature=")[^"]*/gi, `$1${REDACTED}`)
}

/** The one secret that can stand in a signing string, or in a sentence that quotes one of its lines, is a delegation token. */
export const redactText = (text: string): string => text.replaceAll(/(opc-obo-token:)[^\n`]*/gi, `$1 ${REDACTED}`)

export const redactDifference = (difference: Difference): Difference => ({
  ...difference,
  expected: redactText(difference.expected),
  actual: redactText(difference.actual),
})
