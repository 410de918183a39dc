// An HTTP client for Oracle's SDK over a signed fetch: each send is signed anew, from the request as the SDK composed it.
import { createSignedFetch } from '@x/fetch'
import type { RequestSigner } from '@x/signer'
import type { OciHttpClient } from './oci-http-client.ts'
import { checkOptions, type OciHttpClientOptions } from './options.ts'
import { sentHeaders, sentUri } from './sent-request.ts'
import { toldError } from './told-error.ts'

/**
 * What every client of Oracle's TypeScript SDK takes as `httpClient` in the place of an authentication provider: it signs with `signer`,
 * whatever that is, and sends with fetch.
 *
 * A refused credential is renewed and a clock that is off is corrected, once a call; redirects are not followed. Requests, retries,
 * pages and waiters stay the SDK's. One may serve several clients, which then share what it knows of the clock.
 *
 * @returns an object whose `send` rejects with what `signer` and fetch reject with; what another attempt would meet again has a member
 * `shouldBeRetried`, `false`, at which the SDK's retrier gives up
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` has no `sign`, or for an unknown option
 * @example
 * ```ts
 * import { createOciHttpClient } from '@x/oci-common'
 * import type { RequestSigner } from '@x/signer'
 * import { IdentityClient } from 'oci-identity'
 * declare const signer: RequestSigner
 * const identity = new IdentityClient({ httpClient: createOciHttpClient(signer) })
 * identity.regionId = 'us-phoenix-1'
 * const { items } = await identity.listRegions({})
 * ```
 * @see docs/sources.md#oci-common
 * @public
 */
export function createOciHttpClient(signer: RequestSigner, options: OciHttpClientOptions = {}): OciHttpClient {
  checkOptions(options)
  const excluded = new WeakSet<RequestInit>()
  const signedFetch = createSignedFetch(signer, {
    ...options,
    bodySigning: (_, init) => (excluded.has(init) ? 'exclude' : 'sign'),
  })
  return {
    async send(request, excludeBody = false) {
      try {
        const { method, body } = request
        const headers = sentHeaders(request, excludeBody)
        const init = { method, headers, body, duplex: 'half' } as RequestInit
        if (excludeBody) excluded.add(init)
        return await signedFetch(sentUri(request), init)
      } catch (error) {
        throw toldError(error)
      }
    },
  }
}
