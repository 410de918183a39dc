// Whether a request to the listener of a login is answered: only a browser's own visit, and only what the page that it got sends.
import { createHash, timingSafeEqual } from 'node:crypto'

export interface AskedOfPage {
  readonly method: string
  /** As in the first line of the request. */
  readonly target: string
  /** Every value of each header, by its name in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
}

/** `page`: the page itself; `answer`: what the page has read; else the status of the refusal. */
export type PageVerdict = 'page' | 'answer' | 403 | 404 | 405 | 411 | 413 | 415 | 421

/** The names by which a browser comes, whatever the port of the listener: a tunnel may lead there. */
const HOSTS: ReadonlySet<string | undefined> = new Set(['localhost:8181', '127.0.0.1:8181'])
/** Has the secret of the login. That a page has to ask before it may send it keeps other pages away as well. */
export const SECRET_HEADER = 'x-login-secret'

/** No answer of OCI's is nearly as long. */
const MAX_BODY_BYTES = 65_536

export function judgeRequest({ method, target, headers }: AskedOfPage, secret: string): PageVerdict {
  const one = (name: string): string | undefined => (headers[name]?.length === 1 ? headers[name][0] : undefined)
  const mayBe = (name: string, value: string): boolean => headers[name] === undefined || one(name) === value
  const host = one('host')
  // A foreign name that was pointed at this machine.
  if (!HOSTS.has(host)) return 421
  const path = target.split('?')[0]
  if (path === '/') {
    if (method !== 'GET') return 405
    return mayBe('sec-fetch-dest', 'document') ? 'page' : 403
  }
  if (path !== '/token') return 404
  if (method !== 'POST') return 405
  if (one('origin') !== `http://${host}` || !mayBe('sec-fetch-site', 'same-origin')) return 403
  if (!isSame(one(SECRET_HEADER) ?? '', secret)) return 403
  if (one('content-type') !== 'application/json') return 415
  const length = one('content-length')
  if (length === undefined) return 411
  return Number(length) <= MAX_BODY_BYTES ? 'answer' : 413
}

/** In the same time, whatever the difference is. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [given, secret].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(a as Buffer, b as Buffer)
}
