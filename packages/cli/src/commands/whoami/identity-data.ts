// Who signs, as programs read it. Pure, and without a secret: of those it tells where they lie.
import type { LinkName } from '@x/auth-federation'
import type { OciConfig } from '@x/config'
import type { Claims, Identity } from '@x/signer/principal'
import { isoTime } from '../../output/times.ts'
import type { Auth } from '../../program/auth.ts'

export interface IdentityData {
  /** By its name in the chain of `defaultSigner`. */
  readonly link: LinkName
  readonly principal: string
  readonly source: string
  readonly profile?: string
  readonly configFile?: string
  readonly user?: string
  readonly instance?: string
  readonly resource?: string
  readonly tenancy?: string
  readonly region?: string
  readonly fingerprint?: string
  readonly expiresAt?: string
  readonly sessionExpiresAt?: string
  /** Path of the file, a variable, or the memory of this process. */
  readonly privateKey: string
  readonly token?: string
}

export interface Seen {
  readonly identity: Identity
  /** Absent where what OCI gives this machine signs. */
  readonly config: OciConfig | undefined
  readonly auth: Auth | undefined
  /** Of the token that signs, where one does. */
  readonly claims: Claims | undefined
}

const MEMORY = 'memory of this process'

export function identityData(seen: Seen): IdentityData {
  const { identity, config, claims } = seen
  const { principal, source, user, tenancy, region, expiresAt } = identity
  const isFromConfig = principal === 'user' || principal === 'session'
  const own = isFromConfig ? config : undefined
  const known = {
    profile: config?.profile,
    configFile: config?.file,
    user,
    instance: claims?.texts['opc-instance'],
    resource: claims?.texts['res_id'],
    tenancy: tenancy ?? claims?.texts['tenant'] ?? claims?.texts['opc-tenant'],
    region,
    fingerprint: principal === 'user' ? config?.fingerprint : undefined,
    expiresAt: isoTime(expiresAt ?? claims?.expiresAt),
    sessionExpiresAt: isoTime(claims?.sessionEndsAt),
    privateKey: placeOf(own, 'keyContent') ?? placeOf(own, 'keyFile') ?? MEMORY,
    token: claims && (placeOf(own, 'securityTokenFile') ?? MEMORY),
  }
  const present = Object.entries(known).filter(([, value]) => value !== undefined)
  return { link: linkOf(seen), principal, source, ...(Object.fromEntries(present) as typeof known) } as IdentityData
}

/** `key_content` cannot stand in a file: it is a secret, and told by its variable alone. */
function placeOf(
  config: OciConfig | undefined,
  name: 'keyContent' | 'keyFile' | 'securityTokenFile',
): string | undefined {
  const value = config?.[name]
  if (!value) return undefined
  const origin = config?.origin(name)
  if (name !== 'keyContent') return value
  return origin?.kind === 'environment' ? `variable ${origin.variable}` : MEMORY
}

const LINKS: Readonly<Partial<Record<Auth, LinkName>>> = {
  instance_principal: 'instance-principal',
  instance_obo_user: 'instance-principal',
  resource_principal: 'resource-principal',
  oke_workload_identity: 'oke-workload',
}

function linkOf({ auth, config }: Seen): LinkName {
  if (config === undefined) return (auth && LINKS[auth]) ?? 'explicit'
  return config.file === undefined ? 'environment' : 'config-profile'
}
