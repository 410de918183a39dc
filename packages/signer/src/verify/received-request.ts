// A request as a server got it, in the parts that a signature covers.
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

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i

/** Path and query byte for byte as they arrived: a `URL` would rewrite what was signed. */
export function requestTarget(url: string | URL): string {
  if (typeof url !== 'string') return url.pathname + url.search
  const [prefix] = ABSOLUTE_FORM.exec(url) ?? []
  if (prefix === undefined) return url
  const target = url.slice(prefix.length)
  return target.startsWith('/') ? target : `/${target}`
}

/** The host that the target itself names; empty where it names none. */
export const targetHost = (url: string | URL): string =>
  (typeof url === 'string' ? ABSOLUTE_FORM.exec(url)?.[1] : url.host) ?? ''

/** Whether two hosts are one; a default port may be spelled out or not. */
export function isSameHost(one: string, other: string): boolean {
  const plain = (host: string): string => host.toLowerCase().replace(/:(80|443)$/, '')
  return plain(one) === plain(other)
}

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
      authorization: decodeParameter(authorization.slice('authorization='.length)),
      date: decodeParameter(date.slice('date='.length)),
    }
  } catch {
    return undefined
  }
}

/** Form encoding, as Python writes it, has "+" for a space; what is a plus in the signature is then `%2B`. */
const decodeParameter = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
