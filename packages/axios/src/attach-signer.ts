// Puts a signer on an axios instance, once, and takes it off again.
import type { RequestSigner } from '@x/signer'
import type { AxiosInstance } from 'axios'
import { SignerAttachedError } from './errors.ts'
import type { SigningOptions } from './options.ts'
import { signingInterceptor } from './signing-interceptor.ts'

/** Keyed by identity, so two instances never meet here. */
const attached = new WeakSet<AxiosInstance>()

/**
 * Signs every request of `instance` from now on, and yields the function that ends it.
 *
 * Only the instance's own interceptors are touched; instances made from it with `create` are not signed.
 *
 * @throws {@link SignerAttachedError} `ERR_SIGNER_ATTACHED` when the instance has a signer already
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` cannot sign, as a promise of a signer cannot, or for an unknown option
 * @example
 * ```ts
 * import axios from 'axios'
 * import { attachSigner } from '@x/axios'
 * import { Signer } from '@x/signer'
 * declare const signer: Signer
 * const http = axios.create({ baseURL: 'https://identity.us-phoenix-1.oraclecloud.com' })
 * const detach = attachSigner(http, signer)
 * const { data } = await http.get('/20160918/regions')
 * detach()
 * ```
 * @see docs/sources.md#request-signing
 * @public
 */
export function attachSigner(instance: AxiosInstance, signer: RequestSigner, options: SigningOptions = {}): () => void {
  if (attached.has(instance)) throw new SignerAttachedError()
  const interceptor = signingInterceptor(signer, options)
  const id = instance.interceptors.request.use(interceptor, undefined, { synchronous: true })
  attached.add(instance)
  let isAttached = true
  return () => {
    if (!isAttached) return
    isAttached = false
    instance.interceptors.request.eject(id)
    attached.delete(instance)
  }
}
