// How a profile authenticates: one precedence, for the configuration and for the signers.

/** What of a profile decides. A loaded configuration also tells which profile it is and where a value stands. */
export interface DecidingFields {
  readonly authenticationType?: string | undefined
  readonly securityTokenFile?: string | undefined
  readonly user?: string | undefined
  readonly profile?: string | undefined
  origin?(name: string): unknown
}

/**
 * The `authenticationType` as it is written; else `security_token` for a profile with a token of its own; else `api_key`. A token
 * that is only inherited from `[DEFAULT]` makes a session of a profile that has no user either: it never changes whose key signs.
 */
export function authenticationTypeOf(config: DecidingFields): string {
  if (isPresent(config.authenticationType)) return config.authenticationType
  const isSession = isPresent(config.securityTokenFile) && !(isInherited(config) && isPresent(config.user))
  return isSession ? 'security_token' : 'api_key'
}

/** An empty value is there, and malformed. */
const isPresent = <T>(value: T | undefined | null): value is T => value !== undefined && value !== null

function isInherited(config: DecidingFields): boolean {
  const { profile } = Object(config.origin?.('securityTokenFile')) as { readonly profile?: unknown }
  return profile === 'DEFAULT' && config.profile !== 'DEFAULT'
}
