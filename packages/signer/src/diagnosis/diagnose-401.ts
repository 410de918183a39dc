// Why a service may have refused a signature, as far as that can be seen from here. What looks for it loads with the first refusal.
import type { SignedRequest } from '../request.ts'
import type { ResponseLike } from '../sending/send-options.ts'
import type { DiagnoseOptions, Diagnosis } from './diagnosis.ts'

/**
 * Looks at a refused request for what can be known without the service: a clock that is off, a token that is over, a fingerprint that is not the
 * key's, a key that is too short, a request or body that changed after it was signed, a proxy in between, a host of another realm.
 *
 * It never rejects and never changes what it looks at: the response's body can still be read. It waits a second for that body at most.
 *
 * @param signed - as the signer has yielded it
 * @param response - the 401; its body must not have been read yet, or be given as `text`
 * @returns no findings where nothing can be seen from here: a key that was not uploaded, a policy, a group
 * @example
 * ```ts
 * import { diagnose401, Signer } from '@x/signer'
 * declare const signer: Signer
 * const signed = await signer.sign({ method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' })
 * const response = await fetch(signed.url, signed)
 * if (response.status === 401) console.error((await diagnose401(signed, response)).text)
 * ```
 * @see docs/sources.md#clock-skew
 * @public
 */
export async function diagnose401(
  signed: SignedRequest,
  response: ResponseLike,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const { diagnosed, nothingSeen } = await import('./diagnosed.ts')
  // A signer of another make may leave members out.
  return diagnosed(signed, response, options).catch(nothingSeen)
}
