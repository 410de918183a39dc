// Checks a request before anything of it is sent, so that a wrong one never looks like a failure of the network.
import { argumentError } from '@x/kernel'
import type { HttpRequest } from './http-client.ts'
import { isWellFormed } from './well-formed.ts'

export interface OutgoingRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | null
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH', 'OPTIONS'])
const HEADER_NAME = /^[!#$%&'*+.^`|~\w-]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function outgoingRequest({ method, url, headers = {}, body = null }: HttpRequest): OutgoingRequest {
  const verb = String(method).toUpperCase()
  if (!METHODS.has(verb)) throw argumentError(`The method is none of ${[...METHODS].join(', ')}. Give one.`)
  const outgoing = { method: verb, url: parseUrl(url), headers: checkedHeaders(headers), body: checkedBody(body) }
  checkFraming(outgoing)
  return outgoing
}

function parseUrl(input: string | URL): URL {
  const url = tryParse(input)
  if (!isWellFormed(String(input)))
    throw argumentError('The URL has half of a surrogate pair, which is no text. Give whole characters.')
  if (!url || !/^https?:$/.test(url.protocol))
    throw argumentError('The URL is no http or https address. Give an absolute one.')
  if (url.username || url.password)
    throw argumentError('The URL carries user info. Send credentials in a header, or sign the request.')
  url.hash = ''
  return url
}

function tryParse(input: string | URL): URL | undefined {
  try {
    return new URL(input)
  } catch {
    return undefined
  }
}

function checkedHeaders(input: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) {
    checkHeader(name, value)
    Object.defineProperty(headers, name.toLowerCase(), { value, enumerable: true, configurable: true, writable: true })
  }
  return headers
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function checkHeader(name: string, value: string): void {
  if (HEADER_NAME.test(name) && typeof value === 'string' && HEADER_VALUE.test(value)) return
  throw argumentError(`The header ${JSON.stringify(name)} cannot be sent. Use visible ASCII in name and value.`)
}

/** A body whose length is stated wrongly runs into the next request of its connection, or is waited for. */
function checkFraming({ headers, body }: OutgoingRequest): void {
  const refused = ['transfer-encoding', 'trailer'].find((name) => name in headers)
  if (refused !== undefined)
    throw argumentError(`The header ${refused} cannot be sent. Leave it out: bodies are sent with their length.`)
  const stated = headers['content-length']
  if (stated === undefined || stated === String(byteLength(body))) return
  throw argumentError('The header content-length is not the length of the body. Leave it out: it is added.')
}

const byteLength = (body: string | Uint8Array | null): number =>
  typeof body === 'string' ? new TextEncoder().encode(body).length : (body?.byteLength ?? 0)

function checkedBody(body: string | Uint8Array | null): string | Uint8Array | null {
  if (body === null || body instanceof Uint8Array) return body
  if (typeof body === 'string' && isWellFormed(body)) return body
  if (typeof body === 'string')
    throw argumentError('The body has half of a surrogate pair, which is no text. Give bytes, or whole characters.')
  throw argumentError('The body is neither a string nor bytes. Serialise it first.')
}
