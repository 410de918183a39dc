// Makes the identifiers the emulator hands out: OCIDs and request ids in OCI's own shapes.
import { randomBytes } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** An OCID such as `ocid1.user.oc1..aaaaaaaa…`: four `a` groups of version, then 52 random base-32 characters. */
export function createOcid(kind: string, region = ''): string {
  const unique = Array.from(randomBytes(52), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `ocid1.${kind}.oc1.${region}.aaaaaaaa${unique}`
}

export function createRequestId(): string {
  return randomBytes(16).toString('hex').toUpperCase()
}

const SEGMENT = /^[A-Za-z0-9_.-]{1,32}(?=$|\/)/

/** Adds two segments to the first one of the client's id, as OCI does; makes a new id when the client's cannot be used. */
export function answerRequestId(clientId: string | undefined): string {
  const segment = clientId === undefined ? undefined : SEGMENT.exec(clientId)?.[0]
  return segment === undefined ? createRequestId() : `${segment}/${createRequestId()}/${createRequestId()}`
}
