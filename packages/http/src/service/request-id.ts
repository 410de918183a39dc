// The id by which OCI's support finds a request.
import { argumentError } from '@x/kernel'

/** Up to three segments; the services cut longer ones. */
const GRAMMAR = /^[\w.-]{1,32}(\/[\w.-]{1,32}){0,2}$/

/**
 * A new `opc-request-id`: 32 upper-case hexadecimal digits from the runtime's secure random source.
 *
 * @example
 * ```ts
 * import { createRequestId } from '@x/http'
 * createRequestId() // e.g. '6C1D0A5BE2F34A0B9F3E7D21C0A9481F'
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/usingapi.htm
 * @public
 */
export function createRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function checkedRequestId(id: string): string {
  if (typeof id === 'string' && GRAMMAR.test(id)) return id
  throw argumentError(
    'The request id is not made of up to three segments of 1 to 32 letters and digits, joined by "/". Shorten it, or leave it out.',
  )
}
