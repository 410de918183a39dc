// The public contract of @x/fetch, written by `npm run generate`: a change here is a change for its users.

import type { RequestSigner, SendSignedOptions, SignableRequest } from '@x/signer'

export interface SignedFetchOptions extends Pick<
  SendSignedOptions<Response>,
  'refreshOn401' | 'clockSkew' | 'onRefused'
> {
  readonly fetch?: typeof fetch | undefined
  readonly bodySigning?:
    | SendSignedOptions['bodySigning']
    | ((request: SignableRequest, init: RequestInit) => SendSignedOptions['bodySigning'])
}

export declare function createSignedFetch(signer: RequestSigner, options?: SignedFetchOptions): typeof fetch
