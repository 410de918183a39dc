// The public contract of @x/oci-common, written by `npm run generate`: a change here is a change for its users.

import type { SignedFetchOptions } from '@x/fetch'

import type { RequestSigner } from '@x/signer'

export interface OciHttpClient {
  send(request: OciHttpRequest, excludeBody?: boolean): Promise<Response>
}

export interface OciHttpClientOptions extends Pick<
  SignedFetchOptions,
  'fetch' | 'refreshOn401' | 'clockSkew' | 'onRefused'
> {}

export interface OciHttpRequest {
  readonly method: string
  readonly uri: string
  readonly headers: Headers
  readonly body?: unknown
}

export interface RegionalClient {
  regionId: string
}

export declare function createOciHttpClient(signer: RequestSigner, options?: OciHttpClientOptions): OciHttpClient

export declare function setClientRegion<Client extends RegionalClient>(
  client: Client,
  signer: Pick<RequestSigner, 'region'>,
): Promise<Client>
