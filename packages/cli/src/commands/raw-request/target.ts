// Where a signature may go. A signed request shows a token to whoever gets it, so that a slip in an address must not be enough.
import { isLoopbackHost } from '@x/kernel'
import { realms } from '@x/config/regions'
import { ForeignHostError, UsageError } from '../../program/errors.ts'

/**
 * @param endpoint - where a target that is a path alone lies
 * @throws {@link UsageError} for what is no address, or has a user in it
 */
export function targetOf(text: string, endpoint: string | undefined): URL {
  const isPath = text.startsWith('/') && !text.startsWith('//')
  if (isPath && endpoint === undefined)
    throw new UsageError('--target-uri is a path alone. Give the whole address, or its beginning as --endpoint.')
  const address = isPath ? `${endpoint?.replace(/\/+$/, '')}${text}` : text
  const url = /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address) : undefined
  if (!url)
    throw new UsageError('--target-uri is no address. Give such as https://identity.us-phoenix-1.oraclecloud.com/…')
  if (url.username || url.password)
    throw new UsageError('--target-uri has a user in it. Leave it out: the signature says who asks.')
  return url
}

/**
 * Hosts of the realms of OCI by https, this machine, and the origin that somebody has named as endpoint.
 *
 * @throws {@link ForeignHostError} `ERR_FOREIGN_HOST` for all others
 */
export function assertOwnHost({ protocol, hostname, origin }: URL, endpoint: string | undefined): void {
  const isNamed = endpoint !== undefined && URL.canParse(endpoint) && new URL(endpoint).origin === origin
  if (isNamed || isLoopbackHost(hostname)) return
  const isOfOci = realms.some(({ secondLevelDomain }) => hostname.endsWith(`.${secondLevelDomain}`))
  if (!isOfOci || protocol !== 'https:') throw new ForeignHostError(origin, isOfOci ? 'plain-http' : 'unknown-host')
}
