// Where certificates are exchanged for tokens.
import { argumentError } from '@x/kernel'

/**
 * The address of the X.509 exchange: a base address gets `/v1/x509`, a full one stays as it is.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when it is not an absolute http(s) address, or has a query
 */
export function federationEndpoint(given: string | URL): URL {
  let url: URL
  try {
    url = new URL(given)
  } catch (cause) {
    throw wrong({ cause })
  }
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) throw wrong()
  if (url.pathname === '/') url.pathname = '/v1/x509'
  return url
}

const wrong = (options?: ErrorOptions): TypeError =>
  argumentError(
    'federationEndpoint is not an absolute http or https address. Pass one such as https://auth.us-phoenix-1.oraclecloud.com/v1/x509.',
    options,
  )
