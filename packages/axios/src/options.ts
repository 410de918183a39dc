// What a caller may decide about signing.
import type { SignOptions } from '@x/signer'
import type { InternalAxiosRequestConfig } from 'axios'

/** How requests are signed, see {@link SignOptions.bodySigning}. @public */
export type BodySigning = NonNullable<SignOptions['bodySigning']>

/** How the requests of an instance are signed and sent; every member is optional. @public */
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
