// A request as a server got it: read leniently, because hostile input must end in a reason, not in an exception.
import type { HeadersLike } from '../request.ts'

/** What a server received. @public */
export interface ReceivedRequest {
  readonly method: string
  /** The target of the request line as it arrived (`req.url`), or an absolute address. */
  readonly url: string | URL
  readonly headers: HeadersLike
  /** The bytes of the body; absent is an empty one. */
  readonly body?: string | Uint8Array | ArrayBuffer | null | undefined
}

/** Values by lower-case name, and the names that came more than once. */
export function readHeaders(input: HeadersLike): { values: Map<string, string>; repeated: ReadonlySet<string> } {
  const values = new Map<string, string>()
  const repeated = new Set<string>()
  const entries = Symbol.iterator in input ? (input as Iterable<readonly [string, string]>) : Object.entries(input)
  for (const [rawName, raw] of entries) {
    const name = String(rawName).toLowerCase()
    for (const item of Array.isArray(raw) ? raw : [raw]) {
      if (item === undefined || item === null) continue
      const value = String(item).replace(/^[\t ]+|[\t ]+$/g, '')
      const before = values.get(name)
      if (before !== undefined) repeated.add(name)
      values.set(name, before === undefined ? value : `${before}, ${value}`)
    }
  }
  return { values, repeated }
}

/** Path and query byte for byte as they arrived: a `URL` would rewrite what was signed. */
export function requestTarget(url: string | URL): string {
  if (typeof url !== 'string') return url.pathname + url.search
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '')
  return target.startsWith('/') ? target : `/${target}`
}

export const hostOf = (url: string | URL): string | undefined =>
  typeof url === 'string' ? /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] : url.host

/** Takes `authorization` and `date` out of a presigned target; `undefined` when it has not exactly one of each. */
export function unpresign(target: string): { target: string; authorization: string; date: string } | undefined {
  const question = target.indexOf('?')
  const parameters = question < 0 ? [] : target.slice(question + 1).split('&')
  const take = (name: string): string[] => parameters.filter((parameter) => parameter.startsWith(`${name}=`))
  const [authorization, ...moreAuthorizations] = take('authorization')
  const [date, ...moreDates] = take('date')
  if (authorization === undefined || date === undefined || moreAuthorizations.length + moreDates.length > 0)
    return undefined
  const rest = parameters.filter((parameter) => parameter !== authorization && parameter !== date)
  try {
    return {
      target: target.slice(0, question) + (rest.length > 0 ? `?${rest.join('&')}` : ''),
      authorization: decodeURIComponent(authorization.slice('authorization='.length)),
      date: decodeURIComponent(date.slice('date='.length)),
    }
  } catch {
    return undefined
  }
}
