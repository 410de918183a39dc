// Decides how a configuration means to authenticate.
import { authenticationTypeOf as typeOf } from '@x/kernel'
import type { OciConfigInput } from './config-input.ts'
import { InvalidConfigError, type ConfigProblem } from '../errors/invalid-config-error.ts'
import { placeOf, isOciConfig } from './oci-config.ts'

/** The ways to authenticate that a configuration can name. */
export type AuthenticationType =
  | 'api_key'
  | 'security_token'
  | 'instance_principal'
  | 'instance_obo_user'
  | 'resource_principal'
  | 'oke_workload_identity'

const TYPES: ReadonlySet<string> = new Set<AuthenticationType>([
  'api_key',
  'security_token',
  'instance_principal',
  'instance_obo_user',
  'resource_principal',
  'oke_workload_identity',
])

/**
 * How a configuration means to authenticate: its `authenticationType` when it has one; else the session of a `securityTokenFile` of
 * its own; else the API key. A token that a profile only inherits from `[DEFAULT]` makes no session of one that has a user.
 *
 * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` with `{ authenticationType: 'unsupported' }`
 * @example
 * ```ts
 * import { authenticationTypeOf } from '@x/config'
 * authenticationTypeOf({ securityTokenFile: '~/.oci/sessions/DEFAULT/token' }) // "security_token"
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/SDKDocs/clitoken.htm
 * @public
 */
export function authenticationTypeOf(config: OciConfigInput): AuthenticationType {
  const type = typeOf(config)
  if (isAuthenticationType(type)) return type
  throw new InvalidConfigError([unsupportedType(config)])
}

/** Absent means not there at all; an empty value is there, and malformed. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}

function isAuthenticationType(value: unknown): value is AuthenticationType {
  return typeof value === 'string' && TYPES.has(value)
}

function unsupportedType(config: OciConfigInput): ConfigProblem {
  const place = isOciConfig(config) ? placeOf(config.origin('authenticationType')) : ''
  const message = `"authentication_type" is unsupported${place}. Use one of ${[...TYPES].join(', ')}, or leave it out.`
  return { field: 'authenticationType', kind: 'unsupported', message }
}
