// The Authorization header: written in one fixed order, read in any.
import { InvalidAuthorizationError } from '../errors/errors.ts'
import { printedAs, redactKeyId } from '../lib/redact.ts'
import { Refusal } from '../errors/refusal.ts'

/** The parameters of an OCI `Authorization` header. @public */
export interface AuthorizationParts {
  readonly algorithm: string
  /** The signed header names in order, lower-case. */
  readonly headers: readonly string[]
  /** A session token is part of it: treat it as a secret. */
  readonly keyId: string
  /** Base64. */
  readonly signature: string
  /** Absent on the wire means the current one, `1`. */
  readonly version: string | undefined
}

/** In the order of the official Python SDK, so that recorded signatures match byte for byte. */
export function formatAuthorization(keyId: string, names: readonly string[], signature: string): string {
  if (!/^[ !#-[\]-~]+$/.test(keyId ?? '')) throw new Refusal('invalid-key-id')
  return `Signature algorithm="rsa-sha256",headers="${names.join(' ')}",keyId="${keyId}",signature="${signature}",version="1"`
}

/** Longer than any header that a server lets in. */
const MAX_LENGTH = 65_536

/** One parameter, in visible ASCII: a line break in a header's name would let two signed lines pass for one. */
const PARAMETER = /[ \t]*([a-z][\w-]*)[ \t]*=[ \t]*"([\t !#-~]*)"[ \t]*(,|$)/iy

/** Why a header could not be read. @public */
export type AuthorizationFault =
  'not-signature-scheme' | 'malformed-authorization' | 'duplicate-parameter' | 'missing-parameter'

/** Reads without throwing: hostile input gets a reason. Linear in the input. */
export function readAuthorization(header: string): AuthorizationParts | AuthorizationFault {
  if (!/^signature\s/i.test(header)) return 'not-signature-scheme'
  if (header.length > MAX_LENGTH) return 'malformed-authorization'
  const parameters = new Map<string, string>()
  PARAMETER.lastIndex = 'signature '.length
  for (let separator: string | undefined = ','; separator === ',';) {
    const match = PARAMETER.exec(header)
    if (!match) return 'malformed-authorization'
    const name = String(match[1]).toLowerCase()
    if (parameters.has(name)) return 'duplicate-parameter'
    parameters.set(name, String(match[2]))
    separator = match[3]
  }
  const algorithm = parameters.get('algorithm')
  const headers = parameters.get('headers')
  const keyId = parameters.get('keyid')
  const signature = parameters.get('signature')
  if (!algorithm || !headers || !keyId || !signature) return 'missing-parameter'
  return {
    algorithm,
    headers: headers.toLowerCase().split(' ').filter(Boolean),
    keyId,
    signature,
    version: parameters.get('version'),
  }
}

const faultText: Readonly<Record<AuthorizationFault, string>> = {
  'not-signature-scheme': 'The header does not begin with the scheme Signature.',
  'malformed-authorization': 'The header is not a list of name="value" pairs.',
  'duplicate-parameter': 'The header has a parameter twice.',
  'missing-parameter': 'The header lacks algorithm, headers, keyId or signature.',
}

/**
 * The parameters of an OCI `Authorization` header, in whatever order they stand. `JSON.stringify` and `util.inspect` leave out the
 * signature and the token of a key id; reading the members does not.
 *
 * @throws {@link InvalidAuthorizationError} `ERR_INVALID_AUTHORIZATION` when the header is not an OCI signature
 * @example
 * ```ts
 * import { parseAuthorization } from '@x/signer'
 * parseAuthorization('Signature version="1",keyId="a/b/c",algorithm="rsa-sha256",headers="date host",signature="AA=="').headers
 * // ['date', 'host']
 * ```
 * @see docs/sources.md#authorization-header
 * @public
 */
export function parseAuthorization(header: string): AuthorizationParts {
  const parts = readAuthorization(header)
  if (typeof parts === 'string')
    throw new InvalidAuthorizationError(
      `${faultText[parts]} Compare it with Signature algorithm="rsa-sha256",headers="…",keyId="…",signature="…",version="1".`,
    )
  return printedAs(parts, () => ({ ...parts, keyId: redactKeyId(parts.keyId), signature: '<redacted>' }))
}
