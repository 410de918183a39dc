// The request interceptor: it has the request signed in the adapter, where axios has serialised the body and set its headers.
import type { ClockOffset, RequestSigner, SignOptions } from '@x/signer'
import type { AxiosAdapter, AxiosRequestTransformer, InternalAxiosRequestConfig } from 'axios'
import { argumentError } from './errors.ts'
import { signAndSend } from './sign-and-send.ts'

/** How requests are signed, see {@link SignOptions.bodySigning}. @public */
export type BodySigning = NonNullable<SignOptions['bodySigning']>

/** @public */
export interface SigningOptions {
  /** Renew the credential after a 401 and send once more. @defaultValue true */
  readonly refreshOn401?: boolean | undefined
  /** Correct the clock after a 401 that shows a difference of more than 30 seconds, and send once more. @defaultValue true */
  readonly clockSkew?: boolean | undefined
  /**
   * Whether the signature covers the body, for every request or by request.
   *
   * @defaultValue 'sign'
   */
  readonly bodySigning?: BodySigning | ((config: InternalAxiosRequestConfig) => BodySigning | undefined) | undefined
}

/** What `instance.interceptors.request.use` takes. @public */
export type SigningInterceptor = (config: InternalAxiosRequestConfig) => InternalAxiosRequestConfig

/** Our adapters to the one they wrap, so that a config that is sent again is not signed through two of them. */
const wrapped = new WeakMap<AxiosAdapter, InternalAxiosRequestConfig['adapter']>()

/**
 * The interceptor that {@link attachSigner} registers, for those who want to register it themselves.
 *
 * It wraps the request's adapter: the position among other interceptors does not matter, and what they change is signed. Of
 * two on one instance, the one that runs last signs.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` cannot sign, as a promise of a signer cannot
 * @example
 * ```ts
 * import axios from 'axios'
 * import { signingInterceptor } from '@x/axios'
 * import { Signer } from '@x/signer'
 * declare const signer: Signer
 * const http = axios.create()
 * const id = http.interceptors.request.use(signingInterceptor(signer))
 * http.interceptors.request.eject(id)
 * ```
 * @see docs/sources.md#signing
 * @public
 */
export function signingInterceptor(signer: RequestSigner, options: SigningOptions = {}): SigningInterceptor {
  if (typeof (signer as Partial<RequestSigner> | undefined)?.sign !== 'function')
    throw argumentError(
      'The signer has no sign method. Pass a RequestSigner; await it first where a function promises one.',
    )
  const clock: ClockOffset = { offsetMs: 0 }
  return (config) => {
    const { transformRequest } = config
    const adapter = originalAdapter(config.adapter)
    const signing: AxiosAdapter = (ready) => {
      // Whatever the caller gets back can be sent again, signed or not, as if it had never been here.
      Object.assign(ready, { adapter, transformRequest })
      return signAndSend(ready, { signer, options, clock })
    }
    wrapped.set(signing, adapter)
    return Object.assign(config, {
      adapter: signing,
      data: exactView(config.data),
      transformRequest: [transformRequest ?? [], leaveContentTypeOpen].flat(),
    })
  }
}

const originalAdapter = (adapter: InternalAxiosRequestConfig['adapter']): InternalAxiosRequestConfig['adapter'] =>
  typeof adapter === 'function' && wrapped.has(adapter) ? wrapped.get(adapter) : adapter

/** Runs last: where nobody chose a content-type, keeps axios from claiming that the body is a form. */
const leaveContentTypeOpen: AxiosRequestTransformer = (data: unknown, headers) => {
  if (!headers.hasContentType()) headers.setContentType(false)
  return data
}

/** axios sends the whole buffer behind a view, so the view must be all of it. Buffers it gets right. */
function exactView(data: unknown): unknown {
  if (!ArrayBuffer.isView(data) || data.byteLength === data.buffer.byteLength) return data
  if (globalThis.Buffer?.isBuffer(data)) return data
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
}
