// The handle made real: the world behind it and the server in front of it.
import type { InstanceCertificates, RotationOptions } from './tenancy/certificates/instance-authority.ts'
import { identifier, integer, lifetime } from './options/check-option.ts'
import type { EmulatorClock } from './frame/clock.ts'
import { writeConfigFolder } from './tenancy/config-folder.ts'
import { fingerprintOf, generateKeysNow, readPublicKey, toPkcs8Pem, toSpkiPem } from './tenancy/keys/rsa-keys.ts'
import { sessionClaims } from './tenancy/tokens/token-claims.ts'
import type { EmulatorDataPlane } from './services/data-plane/data-plane-settings.ts'
import type { Emulator, EmulatorSession, SessionOptions } from './emulator.ts'
import { environmentOf, type EmulatedPlace } from './frame/environment.ts'
import type { EmulatorFaults } from './frame/faults/fault-list.ts'
import type { EmulatorFederation } from './services/federation/federation-settings.ts'
import type { RecordedRequest } from './frame/records/recorder.ts'
import type { RunningServer } from './frame/connections/server.ts'
import type { World } from './frame/frame.ts'

const MOST_STALE_READS = 1_000_000

export class RunningEmulator implements Emulator {
  readonly #world: World
  readonly #server: RunningServer
  readonly #ca: string | undefined

  constructor(world: World, server: RunningServer, ca: string | undefined) {
    this.#world = world
    this.#server = server
    this.#ca = ca
  }

  get url(): string {
    return this.#server.url
  }

  get metadataUrl(): string {
    return this.#server.metadataUrl
  }

  get ca(): string | undefined {
    return this.#ca
  }

  get tenancy(): string {
    return this.#world.settings.tenancy
  }

  get user(): string {
    return this.#world.settings.user
  }

  get compartment(): string {
    return this.#world.settings.compartment
  }

  get instance(): string {
    return this.#world.instance
  }

  get region(): string {
    return this.#world.settings.region
  }

  get apiKey(): { readonly pem: string; readonly fingerprint: string } {
    const { privateKey, publicKey } = this.#world.apiKey
    return { pem: toPkcs8Pem(privateKey), fingerprint: fingerprintOf(publicKey) }
  }

  get clock(): EmulatorClock {
    return this.#world.clock
  }

  get faults(): EmulatorFaults {
    return this.#world.faults
  }

  get federation(): EmulatorFederation {
    return this.#world.federation
  }

  get dataPlane(): EmulatorDataPlane {
    return this.#world.dataPlane
  }

  get requests(): readonly RecordedRequest[] {
    return this.#world.recorder.records
  }

  count(method: string, path: string): number {
    return this.#world.recorder.count(method, path)
  }

  addApiKey(pem: string, user: string = this.user): { readonly fingerprint: string } {
    return { fingerprint: this.#world.keys.add(identifier('user', user), readPublicKey('pem', pem)) }
  }

  createSession(options: SessionOptions = {}): EmulatorSession {
    const { token, privateKeyPem, expiresAt } = this.#openSession(options)
    return { token, privateKeyPem, keyId: `ST$${token}`, expiresAt }
  }

  revoke(token: string): void {
    this.#world.tokens.revoke(token)
  }

  configFile(dir: string): Promise<string> {
    const { tenancy, user, region, apiKey, ca } = this
    return writeConfigFolder(dir, { tenancy, user, region, apiKey, ca, session: this.#openSession({}) })
  }

  async environment(place: EmulatedPlace): Promise<Record<string, string>> {
    const variables = environmentOf(place, this)
    // Made before a client asks, whose time limit for metadata is short: three RSA keys take long on a busy machine.
    await this.#world.certificates.certificates()
    return variables
  }

  certificates(): Promise<InstanceCertificates> {
    return this.#world.certificates.certificates()
  }

  async rotateCertificates(options: RotationOptions = {}): Promise<void> {
    const { tenancy, staleKeyReads = 0, staleCertificateReads = 0 } = options
    if (tenancy !== undefined) identifier('tenancy', tenancy)
    integer('staleKeyReads', staleKeyReads, MOST_STALE_READS)
    integer('staleCertificateReads', staleCertificateReads, MOST_STALE_READS)
    await this.#world.certificates.rotate(options)
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  #openSession({ user = this.user, lifetimeSeconds = 3600 }: SessionOptions): OpenedSession {
    lifetime('lifetimeSeconds', lifetimeSeconds)
    const claims = sessionClaims(this.tenancy, identifier('user', user))
    const { privateKey, publicKey } = generateKeysNow()
    const issued = this.#world.tokens.issue({ claims, publicKey, lifetimeSeconds })
    const fingerprint = fingerprintOf(publicKey)
    return { ...issued, privateKeyPem: toPkcs8Pem(privateKey), publicKeyPem: toSpkiPem(publicKey), fingerprint }
  }
}

interface OpenedSession extends Omit<EmulatorSession, 'keyId'> {
  readonly publicKeyPem: string
  readonly fingerprint: string
}
