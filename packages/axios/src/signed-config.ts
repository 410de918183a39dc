// The config that sends a signed request as it is: nothing is left in it that an adapter would add, follow or change.
import type { FetchBody, SignedRequest } from '@x/signer'
import { getAdapter, type AxiosAdapter, type AxiosHeaders, type InternalAxiosRequestConfig } from 'axios'
import { tunnelled, type NodeTransport } from './tunnelled-transport.ts'

/** `http` or `xhr`; the fetch adapter has no name in some versions. */
export const adapterName = (adapter: AxiosAdapter & { readonly adapterName?: string }): string | undefined =>
  adapter.adapterName

/** @param isUnread - the body is the caller's stream, which the signature does not cover: it is sent as it is */
export function signedConfig(
  adapter: AxiosAdapter,
  signed: SignedRequest,
  config: InternalAxiosRequestConfig,
  isUnread: boolean,
): InternalAxiosRequestConfig {
  const name = adapterName(adapter)
  const headers = config.headers.concat()
  headers.set({ ...signed.headers }, true) // a copy: axios before 1.12 takes no headers that can be iterated
  // Transports send the URL's host by themselves, except to a socket, and an XMLHttpRequest complains about both.
  if (config.socketPath == null) headers.delete('host')
  if (name === 'xhr' || (isFetch(adapter, config) && fetchAddsLength(signed, config))) headers.delete('content-length')
  let data: unknown = config.data
  if (!isUnread) data = name === 'http' ? nodeData(signed, headers) : webData(signed)
  // An XMLHttpRequest rewrites the charset, which is signed, of a text; of bytes it does not.
  if (name === 'xhr' && typeof data === 'string' && data !== '') data = new TextEncoder().encode(data)
  return Object.assign(copyOf(config), {
    url: signed.url.href,
    baseURL: undefined,
    params: undefined,
    allowAbsoluteUrls: true,
    headers,
    data,
    maxRedirects: 0,
    ...(name === 'http' && signed.url.protocol === 'https:' && { transport: tunnelled(transportOf(config)) }),
    fetchOptions: { ...config.fetchOptions, redirect: 'manual' }, // some fetch adapters don't know maxRedirects
  })
}

const transportOf = ({ transport }: InternalAxiosRequestConfig): NodeTransport =>
  (transport as NodeTransport | null | undefined) ?? process.getBuiltinModule('node:https')

/** Whether it is axios's own fetch adapter, of which there is one for the `env` of the config and one for `getAdapter('fetch')`. */
function isFetch(adapter: AxiosAdapter, config: InternalAxiosRequestConfig): boolean {
  const name = adapterName(adapter)
  if (name !== undefined) return name === 'fetch'
  try {
    return adapter === getAdapter('fetch', config) || adapter === getAdapter('fetch')
  } catch {
    return false // there is none in this runtime
  }
}

/**
 * Given the length besides its own, fetch sends it twice, and the dispatchers of a newer undici refuse that. It knows none of a
 * stream, which axios also makes of a body whose progress is watched, unless that is empty.
 */
function fetchAddsLength(
  { duplex, headers }: SignedRequest,
  { onUploadProgress }: InternalAxiosRequestConfig,
): boolean {
  const isWatched = onUploadProgress && headers['content-length'] !== '0'
  return duplex === undefined && !isWatched
}

/** What axios hands its adapters has no prototype; a spread of such an object takes five times as long as this. */
function copyOf<T extends object>(config: T): T {
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(config)) copy[name] = config[name as keyof T]
  return copy as T
}

const HAVE_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** An empty string for no body: the xhr adapter would take the content-type, which is signed, away. */
const webData = ({ body, method }: SignedRequest): FetchBody | undefined =>
  body ?? (HAVE_BODY.has(method) ? '' : undefined)

/** The http adapter knows Buffers and streams of Node's, and gives a Blob a content-type of its own. */
function nodeData({ body }: SignedRequest, headers: AxiosHeaders): unknown {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const stream = body instanceof Blob ? body.stream() : body
  if (!(stream instanceof ReadableStream)) return body ?? undefined
  // Without a length, Node frames the body of a POST by itself but not that of a DELETE.
  if (!headers.hasContentLength()) headers.set('transfer-encoding', 'chunked')
  const { Readable } = process.getBuiltinModule('node:stream')
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}
