// What describes an object beside its bytes: its type, how a browser is to take it, and metadata of the user. It is kept as the headers in
// which it comes and goes, so that a name or a value that cannot be in a header must not get here.
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

/** By lower-case header name. */
export type Description = Readonly<Record<string, string>>

export const DEFAULT_TYPE = 'application/octet-stream'

/** Header → the member of the same meaning in a body of JSON. */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ['content-type', 'contentType'],
  ['content-language', 'contentLanguage'],
  ['content-encoding', 'contentEncoding'],
  ['content-disposition', 'contentDisposition'],
  ['cache-control', 'cacheControl'],
])
const META = 'opc-meta-'

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** What the headers of a request could hold; a body of JSON could hold more than an answer. */
const MAX_LENGTH = 8192

/** The description in the headers of an upload. */
export function descriptionOf(request: ReceivedRequest): Description {
  const names = [...request.headers.keys()].filter((name) => HEADERS.has(name) || name.startsWith(META))
  const given = names.map((name): Entry => [name, headerValue(request, name) ?? ''])
  return { 'content-type': DEFAULT_TYPE, ...Object.fromEntries(given) }
}

type Entry = readonly [name: string, value: unknown]

/** The description in a body of JSON; `undefined` when something of it could not be in a header. */
export function descriptionIn(members: ReadonlyMap<string, unknown>): Description | undefined {
  const plain = [...HEADERS].map(([header, member]): Entry => [header, members.get(member)])
  const given = members.get('metadata') ?? {}
  if (typeof given !== 'object') return undefined
  const metadata = Object.entries(given).map(([name, value]): Entry => [metaName(name), value])
  const all = [...plain.filter(([, value]) => typeof value === 'string'), ...metadata]
  if (!all.every(isHeader)) return undefined
  const length = all.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  return length > MAX_LENGTH ? undefined : { 'content-type': DEFAULT_TYPE, ...Object.fromEntries(all) }
}

/** OCI's own clients give the prefix here, too. */
const metaName = (name: string): string => META + name.toLowerCase().replace(/^opc-meta-/, '')

const isHeader = (entry: Entry): entry is readonly [string, string] =>
  typeof entry[1] === 'string' && HEADER_NAME.test(entry[0]) && HEADER_VALUE.test(entry[1])
