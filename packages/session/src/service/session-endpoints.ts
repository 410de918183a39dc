// Where the services of a session are: what was given, or the region's. A region that nobody knows is refused, since its address would
// be a guess, and a signed token would go there.
import { argumentError, isLoopbackHost, processEnvironment, type Environment } from '@x/kernel'
import { endpointFor, resolveRegion } from '@x/config/regions'
import { SessionRegionError } from '../errors/session-region-error.ts'

/** Services that a session deals with. */
export type SessionService = 'login' | 'auth' | 'identity'

/** Addresses in place of those of the region: https, or http on this machine. @public */
export interface SessionEndpoints {
  /** Of the login page. @defaultValue `OCI_SESSION_LOGIN_ENDPOINT`, else the region's, or that of the commercial realm */
  readonly loginEndpoint?: string | URL | undefined
  /** Of the auth service, which renews. @defaultValue `OCI_SESSION_AUTH_ENDPOINT`, else the region's */
  readonly authEndpoint?: string | URL | undefined
  /** Of the identity service, which tells whether a session is good. @defaultValue `OCI_SESSION_IDENTITY_ENDPOINT`, else the region's */
  readonly identityEndpoint?: string | URL | undefined
}

const TEMPLATES: Readonly<Record<SessionService, string>> = {
  login: 'https://login.{region}.{secondLevelDomain}',
  auth: 'https://auth.{region}.{secondLevelDomain}',
  identity: 'https://identity.{region}.{secondLevelDomain}',
}

/** Finds the home region of the user; in the commercial realm only. */
const LOGIN_WITHOUT_REGION = 'https://login.oci.oraclecloud.com'

interface Place {
  readonly region: string | undefined
  readonly env?: Environment | undefined
  readonly homeDirectory?: string | undefined
}

/**
 * @throws {@link SessionRegionError} `ERR_SESSION_REGION` where there is no region and no address, except for a login
 * @throws UnknownRegionError `ERR_UNKNOWN_REGION`, InvalidRegionError `ERR_INVALID_REGION`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an address that is none, or leads over plain http to another machine
 */
export async function endpointOf(service: SessionService, given: SessionEndpoints, place: Place): Promise<string> {
  const { region, env = processEnvironment(), homeDirectory } = place
  const named =
    given[`${service}Endpoint`] ?? (env[`OCI_SESSION_${service.toUpperCase()}_ENDPOINT`]?.trim() || undefined)
  if (named !== undefined) return checkedAddress(named, `${service}Endpoint`)
  if (!region && service === 'login') return LOGIN_WITHOUT_REGION
  if (!region) throw new SessionRegionError()
  return endpointFor(TEMPLATES[service], await resolveRegion(region, { strict: true, env, homeDirectory }), { env })
}

function checkedAddress(given: unknown, name: string): string {
  const { href = given } = Object(given) as { readonly href?: unknown }
  const url = typeof href === 'string' && URL.canParse(href) ? new URL(href) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (url && isSafe && !url.username && !url.password && !url.search && !url.hash) return url.href.replace(/\/+$/, '')
  throw argumentError(
    `${name} is no https address of a service. Give one such as https://auth.us-phoenix-1.oraclecloud.com.`,
  )
}
