// What a caller may decide about signing.
import type { Diagnosis, SignedRequest, SignOptions } from '@x/signer'
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'

/** How requests are signed, see {@link SignOptions.bodySigning}. @public */
export type BodySigning = NonNullable<SignOptions['bodySigning']>

/** A request that the service has refused, after all that could be done about it. @public */
export interface RefusedAxiosRequest {
  /** As it was signed for the last time; its key id may be secret. */
  readonly request: SignedRequest
  /** The 401, before axios has transformed its data. */
  readonly response: AxiosResponse
  readonly diagnosis: Diagnosis
}

/** How the requests of an instance are signed and sent; every member is optional. @public */
export interface SigningOptions {
  /** Renew the credential after a 401 and send once more. @defaultValue true */
  readonly refreshOn401?: boolean | undefined
  /** Correct the clock after a 401 that shows a difference of more than 30 seconds, and send once more. @defaultValue true */
  readonly clockSkew?: boolean | undefined
  /** Told of a 401 that stands, with what could be seen of its cause. Nobody waits for it; what it throws is nobody's failure. */
  readonly onRefused?: ((refused: RefusedAxiosRequest) => unknown) | undefined
  /**
   * Whether the signature covers the body, for every request or by request.
   *
   * @defaultValue 'sign'
   */
  readonly bodySigning?: BodySigning | ((config: InternalAxiosRequestConfig) => BodySigning | undefined) | undefined
}
