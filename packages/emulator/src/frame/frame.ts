// Everything one emulator holds: its settings, clock, keys, certificates, tokens, faults, records and APIs.
import { InstanceAuthority } from '../tenancy/certificates/instance-authority.ts'
import { computeRoutes } from '../services/compute/service.ts'
import { echoRoutes } from '../services/echo/service.ts'
import { multipartRoutes } from '../services/object-storage/multipart-uploads.ts'
import { objectStorageRoutes } from '../services/object-storage/object-storage.ts'
import { ObjectStore } from '../services/object-storage/object-store.ts'
import { regionKey, regionRoutes } from '../services/regions/service.ts'
import { userRoutes } from '../services/users/service.ts'
import { createClock, type EmulatorClock } from './clock.ts'
import { KeyRegistry } from '../tenancy/keys/key-registry.ts'
import type { PrincipalKey } from '../proof/principal.ts'
import { generateKeys, readPrivateKey, type KeyPair } from '../tenancy/keys/rsa-keys.ts'
import { SecurityTokens } from '../tenancy/tokens/security-tokens.ts'
import { DataPlaneSettings } from '../services/data-plane/data-plane-settings.ts'
import { FaultList } from './faults/fault-list.ts'
import { FederationSettings } from '../services/federation/federation-settings.ts'
import type { Route } from './service/route.ts'
import { createOcid } from '../lib/ids.ts'
import { instanceDocument } from '../services/metadata/instance-document.ts'
import { resolveSettings, type EmulatorOptions, type Settings } from '../options.ts'
import { AcceptedSignatures } from '../proof/signature/accepted-signatures.ts'
import type { Outcome } from '../proof/verdict/outcome.ts'
import type { Authority } from '../proof/verify-request.ts'
import { Recorder } from './records/recorder.ts'

export interface World {
  readonly settings: Settings
  readonly clock: EmulatorClock
  readonly apiKey: KeyPair
  readonly instance: string
  /** What the metadata service says of the instance. */
  readonly instanceDocument: object
  readonly certificates: InstanceAuthority
  readonly federation: FederationSettings
  readonly dataPlane: DataPlaneSettings
  readonly keys: KeyRegistry
  readonly tokens: SecurityTokens
  readonly authority: Authority
  readonly faults: FaultList
  readonly recorder: Recorder
  readonly routes: readonly Route[]
}

/** @throws {@link EmulatorOptionError} for an option that cannot be used */
export async function createWorld(options: EmulatorOptions): Promise<World> {
  const settings = resolveSettings(options)
  const { tenancy, compartment } = settings
  const clock = createClock(options.clock)
  const faults = new FaultList(options.faults)
  const apiKey = options.apiKey === undefined ? await generateKeys() : readPrivateKey('apiKey', options.apiKey.pem)
  const keys = new KeyRegistry(settings.tenancy)
  keys.add(settings.user, apiKey.publicKey)
  const tokens = new SecurityTokens(clock.now)
  const instance = createOcid('instance', regionKey(settings.region)?.toLowerCase())
  const store = new ObjectStore(settings.maxStoredBytes)
  const { multiValuedSubject } = settings
  const certificates = new InstanceAuthority({ tenancy, compartment, instance }, { now: clock.now, multiValuedSubject })
  return {
    settings,
    clock,
    apiKey,
    instance,
    instanceDocument: instanceDocument(settings, instance, clock.now()),
    certificates,
    federation: new FederationSettings(options.federation),
    dataPlane: new DataPlaneSettings(options.dataPlane),
    keys,
    tokens,
    faults,
    authority: createAuthority(clock, { keys, tokens, certificates }),
    recorder: new Recorder(settings.maxRecordedRequests, options.onRequest),
    routes: [
      ...regionRoutes(settings),
      ...userRoutes(settings, clock.now),
      ...computeRoutes(settings, instance, clock.now),
      ...objectStorageRoutes(store, clock.now),
      ...multipartRoutes(store, clock.now),
      ...echoRoutes,
    ],
  }
}

function createAuthority(
  { now }: EmulatorClock,
  { keys, tokens, certificates }: Pick<World, 'keys' | 'tokens' | 'certificates'>,
): Authority {
  const findKey = (keyId: string): Outcome<PrincipalKey> =>
    keyId.startsWith('ST$') ? tokens.find(keyId.slice('ST$'.length)) : keys.find(keyId)
  const allKeys = (): Iterable<PrincipalKey> => [...keys.keys(), ...tokens.keys(), ...certificates.leafKeys()]
  return { now, findKey, allKeys, accepted: new AcceptedSignatures() }
}
