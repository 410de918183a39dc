// What createSignedFetch may be told.
import type { SendSignedOptions, SignableRequest } from '@x/signer'

/** How `createSignedFetch` signs and sends; every member is optional. @public */
export interface SignedFetchOptions extends Pick<
  SendSignedOptions<Response>,
  'refreshOn401' | 'clockSkew' | 'onRefused'
> {
  /** Sends the signed requests. @defaultValue `globalThis.fetch`, looked up at each call */
  readonly fetch?: typeof fetch | undefined
  /**
   * Whether the signature covers the body, for all requests or for each: see `SignOptions` of `@x/signer`. A function is given the
   * request, and the very options that the call was made with.
   *
   * @defaultValue 'sign'
   */
  readonly bodySigning?:
    | SendSignedOptions['bodySigning']
    | ((request: SignableRequest, init: RequestInit) => SendSignedOptions['bodySigning'])
}
