// Checks the address of the service that stands behind the emulator.
import { EmulatorOptionError } from '../../errors.ts'

/**
 * The origin alone: what is asked of the emulator is asked of it under the same target.
 *
 * @throws {@link EmulatorOptionError} for what is no http or https origin, or has more in it
 */
export function upstreamOrigin(value: string): URL {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isOrigin =
    (url?.protocol === 'http:' || url?.protocol === 'https:') &&
    url.username + url.password === '' &&
    url.pathname + url.search + url.hash === '/'
  if (url !== undefined && isOrigin) return url
  // The value is not shown: an address may have a password in it.
  throw new EmulatorOptionError(
    'upstream',
    '"upstream" is not the origin of a service. Give scheme, host and port without user, password, path and query, e.g. "http://127.0.0.1:12000".',
  )
}
