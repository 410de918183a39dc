// The request interceptor: it has the request signed in the adapter, where axios has serialised the body and set its headers.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { RequestSigner } from '@x/signer'
import type { AxiosAdapter, AxiosRequestTransformer, InternalAxiosRequestConfig } from 'axios'
import type { SigningOptions } from './options.ts'
import type { signAndSend, Signing } from './sign-and-send.ts'

/** What `instance.interceptors.request.use` takes. @public */
export type SigningInterceptor = (config: InternalAxiosRequestConfig) => InternalAxiosRequestConfig

/** Where our adapter keeps the one it wraps, so that a config that is sent again is not signed through two of them. */
const WRAPPED = Symbol.for('@x/axios.wrapped')

const OPTIONS: OptionNames<SigningOptions> = {
  refreshOn401: true,
  onRefused: true,
  clockSkew: true,
  bodySigning: true,
}

type Adapter = InternalAxiosRequestConfig['adapter']

/**
 * The interceptor that {@link attachSigner} registers, for those who want to register it themselves.
 *
 * It wraps the request's adapter: the position among other interceptors does not matter, and what they change is signed. Of
 * two on one instance, the one that runs last signs.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` cannot sign, as a promise of a signer cannot, or for an unknown option
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
 * @see docs/sources.md#request-signing
 * @public
 */
export function signingInterceptor(signer: RequestSigner, options: SigningOptions = {}): SigningInterceptor {
  if (typeof (signer as Partial<RequestSigner> | undefined)?.sign !== 'function')
    throw argumentError(
      'The signer has no sign method. Pass a RequestSigner; await it first where a function promises one.',
    )
  refuseUnknownOptions(options, OPTIONS)
  const signing: Signing = { signer, options, clock: {} }
  // With the first request: to hold a signer ready takes no axios, and who sends with another client never loads it.
  let loaded: Promise<typeof signAndSend> | undefined
  return (config) => {
    const { transformRequest } = config
    const adapter = originalAdapter(config.adapter)
    const signed: AxiosAdapter & { [WRAPPED]?: Adapter } = async (ready) => {
      // Whatever the caller gets back can be sent again, signed or not, as if it had never been here.
      Object.assign(ready, { adapter, transformRequest })
      loaded ??= import('./sign-and-send.ts').then((module) => module.signAndSend)
      return (await loaded)(ready, signing)
    }
    signed[WRAPPED] = adapter
    config.adapter = signed
    config.data = exactView(config.data)
    config.transformRequest = [transformRequest ?? [], leaveContentTypeOpen].flat()
    return config
  }
}

const originalAdapter = (adapter: Adapter): Adapter =>
  typeof adapter === 'function' && WRAPPED in adapter ? (adapter[WRAPPED] as Adapter) : adapter

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
