// The text under the signature: a pure function, so that a refused request can be explained line by line.
import { explain } from '../errors/explain.ts'
import { isPairs } from './header-pairs.ts'
import { collectHeaders } from './headers.ts'
import { Refusal } from '../errors/refusal.ts'
import type { SignableRequest } from '../request.ts'
import { joinLines } from './signing-lines.ts'
import { wireUrl } from './wire-url.ts'

/**
 * The signing string of `request` for the header list `names`: a line each, `name: value`, joined by LF.
 *
 * It adds nothing: a header that is named must be there, except `host`, which is the URL's.
 *
 * @param names - lower-case header names and `(request-target)`, in the order of the `headers` parameter
 * @throws {@link SigningError} `ERR_SIGNING` when a named header is missing or the request cannot be signed
 * @example
 * ```ts
 * import { signingString } from '@x/signer'
 * const request = { method: 'GET', url: 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances?limit=1' }
 * signingString(request, ['(request-target)', 'host'])
 * // (request-target): get /20160918/instances?limit=1
 * // host: iaas.us-phoenix-1.oraclecloud.com
 * ```
 * @see docs/sources.md#signing-string
 * @public
 */
export function signingString(request: SignableRequest, names: readonly string[]): string {
  const { method, url, headers = {} } = request
  try {
    const address = wireUrl(url)
    const all = collectHeaders(isPairs(headers) ? headers : { ...headers })
    all['host'] ??= address.host
    return joinLines(method, address, all, names)
  } catch (failure) {
    throw failure instanceof Refusal ? explain(failure) : failure
  }
}
