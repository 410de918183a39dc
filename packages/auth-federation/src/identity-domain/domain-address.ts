// Where an identity domain is, and where in it tokens are asked for.
import { argumentError, isLoopbackHost } from '@x/kernel'

/** The one path at which a domain gives out tokens. */
export const TOKEN_PATH = '/oauth2/v1/token'

/**
 * The origin of the domain. Anything but https would show what is sent to whoever is in between.
 *
 * @param name - what the caller knows the address as
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function domainOf(given: string | URL, name = 'domainUrl'): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  const path = url?.pathname.replace(/\/+$/, '')
  const isWhole = path === '' || path === TOKEN_PATH
  if (url && isSafe && isWhole && !url.search && !url.hash && !url.username && !url.password) return new URL(url.origin)
  throw argumentError(
    `${name} is not the https address of an identity domain. Give one such as https://idcs-0123456789abcdef.identity.oraclecloud.com.`,
  )
}
