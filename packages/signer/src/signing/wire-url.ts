// The address as it goes on the wire, so that what is signed and what is sent are the same bytes in every runtime.
import { Refusal } from '../errors/refusal.ts'

// ASCII that RFC 3986 forbids in a path or a query, and "%" before anything but two hex digits. URL parsers agree on
// encoding the rest, but not on these: "|" and "^" are sent raw by some, "\\" becomes "/" in a path, tabs vanish.
const FORBIDDEN = /%(?![0-9a-f]{2})|[^!$-;=?-Z_a-z~\u0080-\uffff]/gi

/** A fresh `URL` for `input`, with path and query percent-encoded, and without fragment or an empty `?`. */
export function wireUrl(input: string | URL): URL {
  const [, origin = '', target = ''] = /^(https?:\/\/[^/?#\\]+)([^#]*)/i.exec(String(input).trim()) ?? []
  const address = origin + target.replace(FORBIDDEN, encodeURIComponent)
  // Before the parser, whose error quotes the address: its query may hold a secret.
  const hasUserInfo = origin && origin.includes('@')
  if (!origin || hasUserInfo || !URL.canParse(address)) throw new Refusal('invalid-url', hasUserInfo)
  const url = new URL(address)
  if (!url.search) url.search = '' // also removes the "?" of an empty query
  return url
}
