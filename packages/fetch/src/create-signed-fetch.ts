// A fetch that signs: reads a call as fetch would, and leaves signing, sending and healing to sendSigned.
import { sendSigned, type RequestSigner, type SendSignedOptions, type SignableRequest } from '@x/signer'
import { isRequest, membersOf, readRequest } from './read-request.ts'

/** How {@link createSignedFetch} signs and sends; every member is optional. @public */
export interface SignedFetchOptions extends Pick<SendSignedOptions, 'refreshOn401' | 'clockSkew'> {
  /** Sends the signed requests. @defaultValue `globalThis.fetch`, looked up at each call */
  readonly fetch?: typeof fetch | undefined
  /**
   * Whether the signature covers the body, for all requests or for each: see `SignOptions` of `@x/signer`.
   *
   * @defaultValue 'sign'
   */
  readonly bodySigning?:
    SendSignedOptions['bodySigning'] | ((request: SignableRequest) => SendSignedOptions['bodySigning'])
}

/**
 * A `fetch` that signs every request with `signer`; give it to any library that takes one. The global `fetch` stays as it is.
 *
 * It differs from fetch in three points: redirects are not followed, since a signature covers one address; a string without a
 * content-type goes out as `application/json`; and a 401 is answered, once, by correcting the clock or renewing the credential.
 * Each result of `createSignedFetch` keeps its own clock correction.
 *
 * @returns a function that rejects with what fetch rejects with, and besides with what `signer` rejects with, such as
 * `SigningError` `ERR_SIGNING` and `BodyTooLargeError` `ERR_BODY_TOO_LARGE`
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `signer` has no `sign`
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
    const error = new TypeError('createSignedFetch needs a signer. Pass an object with sign(), such as a Signer.')
    throw Object.assign(error, { code: 'ERR_INVALID_ARGUMENT' })
  }
  const clock = { offsetMs: 0 }
  // A default instead of "?": the length is then fetch's own, 1.
  return async function signedFetch(input, callerInit = {}) {
    const init = membersOf<RequestInit>(callerInit)
    const { built, request } = await readRequest(input, init)
    const inherited = isRequest(input) && membersOf<RequestInit>(built)
    const signal = init.signal === undefined && isRequest(input) ? input.signal : init.signal
    const { fetch: send = globalThis.fetch, bodySigning } = options

    return sendSigned<Response>(
      request,
      signer,
      ({ url, method, headers, body, duplex }) =>
        // The Request itself, where it can be: it may hold what no member shows, such as a dispatcher.
        send(inherited && built.url === url.href ? built : url, {
          ...init,
          ...inherited,
          method,
          headers,
          body,
          signal: signal ?? null,
          redirect: built.redirect === 'error' ? 'error' : 'manual',
          duplex,
        } as RequestInit),
      {
        ...options,
        clock,
        bodySigning: typeof bodySigning === 'function' ? bodySigning(request) : bodySigning,
        signal: signal ?? undefined,
        errorText: async (response) => (await import('./error-text.ts')).readErrorText(response),
        // Frees the connection; whether that works is not the caller's concern.
        discard: ({ body }) => void body?.cancel?.().catch(() => {}),
      },
    )
  }
}
