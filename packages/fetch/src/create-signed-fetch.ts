// A fetch that signs: reads a call as fetch would, and leaves signing, sending and healing to sendSigned.
import { sendSigned, type RequestSigner } from '@x/signer'
import { inPlace } from './in-place.ts'
import { membersOf } from './members-of.ts'
import type { SignedFetchOptions } from './options.ts'
import { isRequest, readRequest } from './read-request.ts'

/**
 * A `fetch` that signs every request with `signer`; give it to any library that takes one. The global `fetch` stays as it is.
 *
 * It differs from fetch in three points: redirects are not followed, since a signature covers one address; a string without a
 * content-type goes out as `application/json`; and a 401 is answered, once, by correcting the clock or renewing the credential.
 * Each result of `createSignedFetch` keeps its own clock corrections, one for each site: no site changes what another is sent.
 *
 * For a library that takes no fetch it can be put in the place of the global one: `globalThis.fetch = createSignedFetch(signer)`.
 * It then sends with the fetch that was the global one when it was made, signs each request once, and leaves what its own signer
 * fetches unsigned. For the last it needs `AsyncLocalStorage`: in a browser, give a signer that fetches a fetch of its own.
 *
 * @returns a function that rejects with what fetch rejects with, and besides with what `signer` rejects with, such as
 * `SigningError` `ERR_SIGNING` and `BodyTooLargeError` `ERR_BODY_TOO_LARGE`, and with a TypeError `ERR_INVALID_ARGUMENT` when the
 * fetch that it is to send with calls it again
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` has no `sign`; an unknown option is refused by the first call
 * @example
 * ```ts
 * import { createSignedFetch } from '@x/fetch'
 * import type { RequestSigner } from '@x/signer'
 * declare const signer: RequestSigner
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#signing-string
 * @public
 */
export function createSignedFetch(signer: RequestSigner, options: SignedFetchOptions = {}): typeof fetch {
  if (typeof signer?.sign !== 'function') {
    throw Object.assign(new TypeError('The signer has no sign(). Await a promised one.'), {
      code: 'ERR_INVALID_ARGUMENT',
    })
  }
  const clock = {}
  const fetchBefore = globalThis.fetch
  // A default instead of "?": the length is then fetch's own, 1.
  return async function signedFetch(input, callerInit = {}) {
    const { fetch: own, bodySigning, refreshOn401, clockSkew, onRefused, ...others } = options
    if (Object.keys(others)[0]) (await import('./unknown-options.ts')).refuseOthers(others)
    const passed = inPlace.passOn?.(clock, fetchBefore, input, callerInit)
    if (passed) return passed
    const { signal = (input as Partial<Request>).signal, ...init } = membersOf<RequestInit>(callerInit)
    const { built, request } = await readRequest(input, init)
    const inherited = isRequest(input) && membersOf<RequestInit>(built)
    const call = (send: typeof fetch): Promise<Response> =>
      sendSigned<Response>(
        request,
        signer,
        (signed) =>
          // The Request itself, where it can be: it may hold what no member shows, such as a dispatcher.
          send(inherited && built.url === signed.url.href ? built : signed.url, {
            ...init,
            ...inherited,
            method: signed.method,
            // A plain copy of what fetch would read: without the length that it adds by itself.
            headers: Object.fromEntries(new Headers(signed.headers)),
            body: signed.body,
            signal,
            redirect: built.redirect === 'error' ? 'error' : 'manual',
            duplex: signed.duplex,
          } as RequestInit),
        {
          bodySigning: typeof bodySigning === 'function' ? bodySigning(request, callerInit) : bodySigning,
          refreshOn401,
          clockSkew,
          onRefused,
          clock,
          signal: signal ?? undefined,
        },
      )
    if (globalThis.fetch === fetchBefore) return call(own ?? fetchBefore)
    return (await import('./in-place-of-fetch.ts')).callInPlace(call, clock, fetchBefore, own)
  }
}
