// Implements the handle that a test holds: passes its calls on to the frame and the server.
import { join, resolve } from 'node:path'
import type { EmulatorBase, EmulatorSession, SessionOptions } from './emulator-base.ts'
import { EmulatorOptionError } from './errors.ts'
import type { EmulatorClock } from './frame/clock.ts'
import type { RunningServer } from './frame/connections/server.ts'
import { environmentOf } from './frame/environment.ts'
import type { EmulatorFaults } from './frame/faults/fault-list.ts'
import type { Frame } from './frame/frame.ts'
import type { RecordedRequest } from './frame/records/recorder.ts'
import { folderOf } from './frame/service/place-file.ts'
import type { Place } from './frame/service/service.ts'
import { identifier, knownOptions, lifetime } from './options/check-option.ts'
import { namesOf } from './options/unknown-name.ts'
import { writeConfigFolder } from './tenancy/config-folder.ts'
import { fingerprintOf, readPublicKey, toPkcs8Pem, toSpkiPem } from './tenancy/keys/rsa-keys.ts'
import type { IssuerKey } from './tenancy/tokens/security-tokens.ts'

const SESSION_OPTIONS = namesOf<SessionOptions>({ user: true, lifetimeSeconds: true, sessionSeconds: true })

export class RunningEmulator implements EmulatorBase {
  readonly #frame: Frame
  readonly #server: RunningServer
  readonly #ca: string | undefined

  constructor(frame: Frame, server: RunningServer, ca: string | undefined) {
    this.#frame = frame
    this.#server = server
    this.#ca = ca
  }

  get url(): string {
    return this.#server.addresses.url
  }

  get ca(): string | undefined {
    return this.#ca
  }

  get tenancy(): string {
    return this.#frame.tenancy.names.tenancy
  }

  get user(): string {
    return this.#frame.tenancy.names.user
  }

  get compartment(): string {
    return this.#frame.tenancy.names.compartment
  }

  get instance(): string {
    return this.#frame.tenancy.names.instance
  }

  get region(): string {
    return this.#frame.tenancy.names.region
  }

  get apiKey(): { readonly pem: string; readonly fingerprint: string } {
    const { privateKey, publicKey } = this.#frame.tenancy.apiKey
    return { pem: toPkcs8Pem(privateKey), fingerprint: fingerprintOf(publicKey) }
  }

  get clock(): EmulatorClock {
    return this.#frame.clock
  }

  get faults(): EmulatorFaults {
    return this.#frame.faults
  }

  get requests(): readonly RecordedRequest[] {
    return this.#frame.recorder.records
  }

  reset(): void {
    const { tenancy, services, faults, clock, recorder } = this.#frame
    tenancy.reset()
    for (const service of services) service.reset?.()
    faults.reset()
    clock.reset()
    recorder.reset()
  }

  count(method: string, path: string): number {
    return this.#frame.recorder.count(method, path)
  }

  addApiKey(pem: string, user: string = this.user): { readonly fingerprint: string } {
    return { fingerprint: this.#frame.tenancy.keys.add(identifier('user', user), readPublicKey('pem', pem)) }
  }

  createSession(options: SessionOptions = {}): EmulatorSession {
    const { token, privateKeyPem, expiresAt } = this.#openSession(options)
    return { token, privateKeyPem, keyId: `ST$${token}`, expiresAt }
  }

  async issuerKeys(): Promise<{ readonly keys: readonly IssuerKey[] }> {
    return { keys: [await this.#frame.tenancy.tokens.issuerKey()] }
  }

  revoke(token: string): void {
    this.#frame.tenancy.tokens.revoke(token)
  }

  configFile(dir: string): Promise<string> {
    const { tenancy, user, region, apiKey, ca } = this
    return writeConfigFolder(dir, { tenancy, user, region, apiKey, ca, session: this.#openSession({}) })
  }

  environment(place: string, folder?: string): Promise<Record<string, string>> {
    const home = (client: Place) => this.#homeOfUser(client)
    return environmentOf([...this.#frame.services, { environment: { user: home, session: home } }], place, {
      ...this.#server.addresses,
      folder,
    })
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.#frame.tenancy.source.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** The folder is a home folder: that is where a client looks first. */
  async #homeOfUser({ folder }: Place): Promise<Record<string, string>> {
    const home = resolve(folderOf(folder))
    const config = await this.configFile(join(home, '.oci'))
    return { HOME: home, USERPROFILE: home, OCI_CONFIG_FILE: config }
  }

  #openSession(options: SessionOptions): OpenedSession {
    knownOptions('createSession', options, SESSION_OPTIONS)
    const { tokens, sessions, source } = this.#frame.tenancy
    const owner = { tenancy: this.tenancy, user: identifier('user', options.user ?? this.user) }
    const { lifetimeSeconds, sessionSeconds } = lifetimesOf(options)
    const { privateKey, publicKey } = source.nextNow()
    const asked = sessions.nextToken({ owner, publicKey, endsAtSeconds: sessions.nowSeconds + sessionSeconds })
    const issued = tokens.issue({ ...asked, lifetimeSeconds })
    const fingerprint = fingerprintOf(publicKey)
    return { ...issued, privateKeyPem: toPkcs8Pem(privateKey), publicKeyPem: toSpkiPem(publicKey), fingerprint }
  }
}

const ONE_HOUR = 3600
const ONE_DAY = 24 * ONE_HOUR

/** A session lasts a day, as one of a browser login, or as long as its token where that is longer. */
function lifetimesOf({ sessionSeconds, lifetimeSeconds }: SessionOptions): Lifetimes {
  const given = sessionSeconds === undefined ? undefined : lifetime('sessionSeconds', sessionSeconds)
  const asked = lifetime('lifetimeSeconds', lifetimeSeconds ?? Math.min(ONE_HOUR, given ?? ONE_HOUR))
  const session = given ?? Math.max(ONE_DAY, asked)
  if (asked <= session) return { lifetimeSeconds: asked, sessionSeconds: session }
  throw new EmulatorOptionError(
    'lifetimeSeconds',
    '"lifetimeSeconds" is more than "sessionSeconds". Give a token that ends with its session or before.',
  )
}

interface Lifetimes {
  readonly lifetimeSeconds: number
  readonly sessionSeconds: number
}

interface OpenedSession extends Omit<EmulatorSession, 'keyId'> {
  readonly publicKeyPem: string
  readonly fingerprint: string
}
