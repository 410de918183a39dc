// Recognises this package's errors across copies of it.
import { type CodesOf, hasCode } from '@x/kernel'
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

const codes: CodesOf<HttpError> = {
  InvalidProxyError: 'ERR_INVALID_PROXY',
  NetworkError: 'ERR_NETWORK',
  ProxyError: 'ERR_PROXY',
  RedirectError: 'ERR_REDIRECT',
  ResponseParseError: 'ERR_RESPONSE_PARSE',
  ResponseTooLargeError: 'ERR_RESPONSE_TOO_LARGE',
  TimeoutError: 'ERR_TIMEOUT',
  TlsMaterialError: 'ERR_TLS_MATERIAL',
  UnsupportedOptionError: 'ERR_UNSUPPORTED_OPTION',
}

/**
 * Whether `error` is one of this package's, by class name and code: it also holds across two copies of the package, where `instanceof`
 * does not. What a service itself answered is a {@link ServiceError}: see {@link isServiceError}.
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
  return hasCode<HttpError>(error, codes)
}
