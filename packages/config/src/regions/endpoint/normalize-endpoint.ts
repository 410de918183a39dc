// An endpoint in the one form that requests are built from: scheme, host, path, nothing else.
import { assertText } from '@x/kernel'
import { quoted } from '../../lib/quoted.ts'
import { InvalidEndpointError } from '../errors.ts'
import { isSafeHost } from './host-safety.ts'

/**
 * The endpoint without trailing `/`, with the base path exactly once.
 *
 * @param endpoint - an http or https address without user, query and fragment; IPv6 literals are fine
 * @param basePath - path of the API's version, e.g. `/20160918`; not added when the endpoint ends with it
 * @throws {@link InvalidEndpointError} `ERR_INVALID_ENDPOINT`
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `basePath` is no string
 * @example
 * ```ts
 * import { normalizeEndpoint } from '@x/config/regions'
 *
 * normalizeEndpoint('https://[::1]:8443/', '/v1') // "https://[::1]:8443/v1"
 * ```
 * @public
 */
export function normalizeEndpoint(endpoint: string, basePath = ''): string {
  assertText(basePath, 'basePath', 'Pass a path such as "/20160918", or leave it out.')
  const url = parse(endpoint)
  const path = trimSlashes(url.pathname)
  const base = trimSlashes(basePath)
  const parts = path === base || path.endsWith(`/${base}`) ? [path] : [path, base]
  return [`${url.protocol}//${url.host}`, ...parts.filter((part) => part !== '')].join('/')
}

function parse(endpoint: string): URL {
  if (typeof endpoint !== 'string' || /[\s\\?#@{}]/.test(endpoint) || !/^https?:\/\/[^/]/i.test(endpoint)) {
    throw invalid(endpoint)
  }
  const url = tryParse(endpoint)
  if (url === undefined || !(isSafeHost(url.hostname) || /^\[[0-9a-f:.]+\]$/.test(url.hostname)))
    throw invalid(endpoint)
  return url
}

function tryParse(endpoint: string): URL | undefined {
  try {
    return new URL(endpoint)
  } catch {
    return undefined
  }
}

function trimSlashes(path: string): string {
  let start = 0
  let end = path.length
  while (path[start] === '/') start++
  while (path[end - 1] === '/') end--
  return path.slice(start, end)
}

function invalid(endpoint: unknown): InvalidEndpointError {
  const shown = typeof endpoint === 'string' && endpoint.includes('@') ? 'What was given' : quoted(endpoint)
  return new InvalidEndpointError(
    `${shown} is no endpoint. Write "https://host", with port and path if need be, without user, query or fragment.`,
  )
}
