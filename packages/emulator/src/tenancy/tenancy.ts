// The one tenancy of an emulator: its users, its instance, and the keys, certificates and tokens of both.
import { createOcid } from '../lib/ids.ts'
import { flag, identifier, knownOptions } from '../options/check-option.ts'
import { namesOf } from '../options/unknown-name.ts'
import type { PrincipalKey } from '../proof/principal.ts'
import { AcceptedSignatures } from '../proof/signature/accepted-signatures.ts'
import type { Outcome } from '../proof/verdict/outcome.ts'
import type { Authority } from '../proof/verify-request.ts'
import { InstanceAuthority } from './certificates/instance-authority.ts'
import { KeyRegistry } from './keys/key-registry.ts'
import type { KeySource } from './keys/key-source.ts'
import { readPrivateKey, type KeyPair } from './keys/rsa-keys.ts'
import { openKeySource } from './kept-keys/open-key-source.ts'
import { regionKey } from './regions.ts'
import { SecurityTokens } from './tokens/security-tokens.ts'
import { UserSessions } from './tokens/user-sessions.ts'

/** Who and what there is in the emulator; a name that is left out is made up. */
export interface TenancyOptions {
  /** OCID of the tenancy. @defaultValue a random one */
  readonly tenancy?: string | undefined
  /** OCID of the first user. @defaultValue a random one */
  readonly user?: string | undefined
  /** The first user's API key: an unencrypted RSA private key in PEM. @defaultValue a new 2048-bit key */
  readonly apiKey?: { readonly pem: string } | undefined
  /**
   * Where the emulator's own keys come from. `"new"` makes each of them. `"kept"` takes those that an earlier emulator made, if there are any, from
   * `node_modules/.cache/x-emulator` of the nearest project, and keeps what it makes there, in a file with mode 0600; names, tokens and
   * certificates are new all the same. Two emulators that run in one process never share a key. @defaultValue `"new"`
   */
  readonly keys?: 'new' | 'kept' | undefined
  /** Region written to the config file and used as the home region. @defaultValue `"us-phoenix-1"` */
  readonly region?: string | undefined
  /** Put the units of the instance's certificate into one part of its subject, as OCI once did. @defaultValue false: a part for each */
  readonly multiValuedSubject?: boolean | undefined
}

export const TENANCY_OPTIONS = namesOf<TenancyOptions>({
  tenancy: true,
  user: true,
  apiKey: true,
  keys: true,
  region: true,
  multiValuedSubject: true,
})

/** What the tenancy is called. */
export const TENANCY_NAME = 'emulator'

/** What the first user is called. */
export const FIRST_USER_NAME = 'emulator-user'

/** The names of what there is, all of them OCIDs but the region. */
export interface TenancyNames {
  readonly tenancy: string
  /** The first user, whose API key is `apiKey`. */
  readonly user: string
  /** Holds the instance. */
  readonly compartment: string
  readonly instance: string
  /** An OKE cluster. */
  readonly cluster: string
  readonly region: string
}

export interface Tenancy {
  readonly names: TenancyNames
  readonly apiKey: KeyPair
  readonly keys: KeyRegistry
  readonly tokens: SecurityTokens
  readonly sessions: UserSessions
  readonly certificates: InstanceAuthority
  /** Where keys come from that are not yet made. */
  readonly source: KeySource
  /** What the verifier asks to judge a request. */
  readonly authority: Authority
  /** Back to the state after the start; keys and names stay. */
  readonly reset: () => void
}

/** @throws {@link EmulatorOptionError} for an option that cannot be used */
export async function createTenancy(options: TenancyOptions, now: () => number): Promise<Tenancy> {
  const names = resolveNames(options)
  const { tenancy, user, compartment, instance } = names
  const multiValuedSubject = flag('multiValuedSubject', options.multiValuedSubject ?? false)
  const given = options.apiKey === undefined ? undefined : readApiKey(options.apiKey)
  const source = await openKeySource(options.keys)
  const apiKey = given ?? (await source.next())
  const keys = new KeyRegistry(tenancy)
  keys.add(user, apiKey.publicKey)
  const [tokens, sessions] = [new SecurityTokens(now, source), new UserSessions(now)]
  const certificates = new InstanceAuthority({ tenancy, compartment, instance }, { source, now, multiValuedSubject })
  const authority = createAuthority(now, { keys, tokens, certificates })
  const reset = (): void => {
    keys.reset(user, apiKey.publicKey)
    tokens.reset()
    certificates.reset()
    authority.accepted.reset()
  }
  return { names, apiKey, keys, tokens, sessions, certificates, source, authority, reset }
}

function readApiKey(given: { readonly pem: string }): KeyPair {
  knownOptions('apiKey', given, ['pem'])
  return readPrivateKey('apiKey', given.pem)
}

function resolveNames(options: TenancyOptions): TenancyNames {
  const region = identifier('region', options.region ?? 'us-phoenix-1')
  return {
    tenancy: identifier('tenancy', options.tenancy ?? createOcid('tenancy')),
    user: identifier('user', options.user ?? createOcid('user')),
    compartment: createOcid('compartment'),
    instance: createOcid('instance', regionKey(region)?.toLowerCase()),
    cluster: createOcid('cluster', regionKey(region)?.toLowerCase()),
    region,
  }
}

function createAuthority(
  now: () => number,
  { keys, tokens, certificates }: Pick<Tenancy, 'keys' | 'tokens' | 'certificates'>,
): Authority {
  const findKey = (keyId: string): Outcome<PrincipalKey> =>
    keyId.startsWith('ST$') ? tokens.find(keyId.slice('ST$'.length)) : keys.find(keyId)
  const allKeys = (): Iterable<PrincipalKey> => [...keys.keys(), ...tokens.keys(), ...certificates.leafKeys()]
  return { now, findKey, allKeys, accepted: new AcceptedSignatures() }
}
