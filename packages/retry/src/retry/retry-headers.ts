// The two request headers by which OCI recognises attempts of one call.
import { InvalidRetryOptionError } from '../options/errors.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const TOKEN_LENGTH = 30
/** Bytes from here on would make some letters likelier than others. */
const FAIR_BYTES = 256 - (256 % LETTERS.length)

/**
 * A value for `opc-retry-token`: 30 letters and digits from the runtime's secure random source. Send the same one with
 * every attempt of a call, so that the service does the work once.
 *
 * @example
 * ```ts
 * import { createRetryToken } from '@x/retry'
 * createRetryToken() // e.g. 'pX0cJ2mYbVqkN7sT4eLhWgDz9RuAf1'
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/usingapi.htm
 * @public
 */
export function createRetryToken(): string {
  let token = ''
  while (token.length < TOKEN_LENGTH) {
    const fair = crypto.getRandomValues(new Uint8Array(1)).filter((byte) => byte < FAIR_BYTES)
    for (const byte of fair) token += LETTERS.charAt(byte % LETTERS.length)
  }
  return token
}

/** Header names to values. @public */
export type RetryHeaders = Readonly<Record<string, string>>

const NONE: RetryHeaders = /* @__PURE__ */ Object.freeze({})
const CLIENT_RETRIES: RetryHeaders = /* @__PURE__ */ Object.freeze({ 'opc-client-retries': 'true' })

/** The headers of every attempt of one call; `token` is the caller's, or `true` for a new one. */
export function retryHeaders(mayRetry: boolean, token: string | boolean | undefined): RetryHeaders {
  const headers = mayRetry ? CLIENT_RETRIES : NONE
  if (token === undefined || token === false) return headers
  if (token !== true && !/^[\x21-\x7e]{1,64}$/.test(token)) {
    throw new InvalidRetryOptionError(
      'The option retryToken is not a header value of 1 to 64 visible ASCII characters. Pass true to have one made.',
      'retryToken',
    )
  }
  return { ...headers, 'opc-retry-token': token === true ? createRetryToken() : token }
}
