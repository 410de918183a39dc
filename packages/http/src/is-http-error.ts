// Recognises this package's errors across copies of it.
import type { NetworkError, RedirectError, ResponseParseError, ResponseTooLargeError, TimeoutError } from './errors.ts'
import type { InvalidProxyError, TlsMaterialError, UnsupportedOptionError } from './option-errors.ts'
import type { ProxyError } from './proxy-error.ts'

/** Every error class of this package but {@link ServiceError}; `switch (error.code)` narrows it. @public */
export type HttpError =
  | InvalidProxyError
  | NetworkError
  | ProxyError
  | RedirectError
  | ResponseParseError
  | ResponseTooLargeError
  | TimeoutError
  | TlsMaterialError
  | UnsupportedOptionError

/** What the error with each code is called: axios has a code `ERR_NETWORK`, too. */
const NAMES: Readonly<Record<string, string>> = {
  ERR_INVALID_PROXY: 'InvalidProxyError',
  ERR_NETWORK: 'NetworkError',
  ERR_PROXY: 'ProxyError',
  ERR_REDIRECT: 'RedirectError',
  ERR_RESPONSE_PARSE: 'ResponseParseError',
  ERR_RESPONSE_TOO_LARGE: 'ResponseTooLargeError',
  ERR_TIMEOUT: 'TimeoutError',
  ERR_TLS_MATERIAL: 'TlsMaterialError',
  ERR_UNSUPPORTED_OPTION: 'UnsupportedOptionError',
} satisfies { readonly [E in HttpError as E['code']]: E['name'] }

/**
 * Whether `error` is one of this package's, by its code and name: it also holds across two copies of the package, where
 * `instanceof` does not. What a service itself answered is a {@link ServiceError}: see {@link isServiceError}.
 *
 * @example
 * ```ts
 * import { createHttpClient, isHttpError } from '@x/http'
 * const http = createHttpClient()
 * const call = http({ method: 'GET', url: 'https://localhost:1/' })
 * const why = await call.then(String, (error: unknown) => (isHttpError(error) ? error.code : 'unknown'))
 * why // 'ERR_NETWORK'
 * ```
 * @public
 */
export function isHttpError(error: unknown): error is HttpError {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return false
  return Object.hasOwn(NAMES, error.code) && NAMES[error.code] === error.name
}
