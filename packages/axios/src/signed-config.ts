// The config that sends a signed request as it is: nothing is left in it that an adapter would add, follow or change.
import type { FetchBody, SignedRequest } from '@x/signer'
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios'
import { isBodyMethod } from './outgoing-body.ts'

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
  return Object.assign({}, config, {
    url: signed.url.href,
    baseURL: undefined,
    params: undefined,
    allowAbsoluteUrls: true,
    headers,
    data: adapterBody(signed, name === 'http'),
    maxRedirects: 0,
    fetchOptions: { ...config.fetchOptions, redirect: 'manual' }, // some fetch adapters don't know maxRedirects
  }) as InternalAxiosRequestConfig
}

/** The body in a form that the adapter sends unchanged. */
function adapterBody({ body, method }: SignedRequest, isHttp: boolean): unknown {
  // Not undefined: the xhr adapter would take the content-type, which is signed, away.
  if (body === null) return isBodyMethod(method) ? '' : undefined
  if (ArrayBuffer.isView(body)) return globalThis.Buffer?.from(body.buffer, body.byteOffset, body.byteLength) ?? body
  return isHttp ? nodeBody(body) : body
}

/** The http adapter knows no web streams, and gives a Blob a content-type of its own. */
function nodeBody(body: FetchBody): unknown {
  const stream = body instanceof Blob ? body.stream() : body
  if (!(stream instanceof ReadableStream)) return body
  const { Readable } = process.getBuiltinModule('node:stream')
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}
