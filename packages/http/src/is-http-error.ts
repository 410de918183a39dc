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

const codes: Readonly<Record<HttpError['code'], true>> = {
  ERR_INVALID_PROXY: true,
  ERR_NETWORK: true,
  ERR_PROXY: true,
  ERR_REDIRECT: true,
  ERR_RESPONSE_PARSE: true,
  ERR_RESPONSE_TOO_LARGE: true,
  ERR_TIMEOUT: true,
  ERR_TLS_MATERIAL: true,
  ERR_UNSUPPORTED_OPTION: true,
}

/**
 * Whether `error` is one of this package's, by its code: it also holds across two copies of the package, where `instanceof`
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
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(codes, error.code)
}
