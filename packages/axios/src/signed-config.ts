// The config that sends a signed request as it is: nothing is left in it that an adapter would add, follow or change.
import type { FetchBody, SignedRequest } from '@x/signer'
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios'

/** `http` or `xhr`; the fetch adapter has no name in some versions. */
export const adapterName = (adapter: AxiosAdapter & { readonly adapterName?: string }): string | undefined =>
  adapter.adapterName

export function signedConfig(
  adapter: AxiosAdapter,
  signed: SignedRequest,
  config: InternalAxiosRequestConfig,
): InternalAxiosRequestConfig {
  const name = adapterName(adapter)
  const headers = config.headers.concat()
  headers.set(signed.headers, true)
  // Transports send the URL's host by themselves, except to a socket, and an XMLHttpRequest complains about both.
  if (config.socketPath == null) headers.delete('host')
  if (name === 'xhr') headers.delete('content-length')
  // Without a length, Node frames the body of a POST by itself but not that of a DELETE.
  else if (name === 'http' && signed.body !== null && !headers.hasContentLength()) {
    headers.set('transfer-encoding', 'chunked')
  }
  return Object.assign({}, config, {
    url: signed.url.href,
    baseURL: undefined,
    params: undefined,
    allowAbsoluteUrls: true,
    headers,
    data: name === 'http' ? nodeData(signed) : webData(signed),
    maxRedirects: 0,
    fetchOptions: { ...config.fetchOptions, redirect: 'manual' }, // some fetch adapters don't know maxRedirects
  }) as InternalAxiosRequestConfig
}

const HAVE_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** An empty string for no body: the xhr adapter would take the content-type, which is signed, away. */
const webData = ({ body, method }: SignedRequest): FetchBody | undefined =>
  body ?? (HAVE_BODY.has(method) ? '' : undefined)

/** The http adapter knows Buffers and streams of Node's, and gives a Blob a content-type of its own. */
function nodeData({ body }: SignedRequest): unknown {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const stream = body instanceof Blob ? body.stream() : body
  if (!(stream instanceof ReadableStream)) return body ?? undefined
  const { Readable } = process.getBuiltinModule('node:stream')
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}
