// The handle a test holds: the public face of one running emulator.
import type { EmulatorClock } from './clock.ts'
import { writeConfigFolder } from './config-folder.ts'
import { fingerprintOf, generateKeysNow, readPublicKey, toPkcs8Pem } from './credentials/rsa-keys.ts'
import { EmulatorOptionError } from './errors.ts'
import type { EmulatorFaults } from './faults.ts'
import { identifier } from './options.ts'
import type { RecordedRequest } from './recorder.ts'
import type { RunningServer } from './server.ts'
import type { World } from './world.ts'

/** A session made by {@link Emulator.createSession}. */
export interface EmulatorSession {
  /** An RS256 JWT bound to the session's key. */
  readonly token: string
  /** PKCS#8 PEM of the session's key. */
  readonly privateKeyPem: string
  /** `ST$` and the token. */
  readonly keyId: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Whose session it is and how long it lasts. */
export interface SessionOptions {
  /** OCID of the user. @defaultValue the emulator's first user */
  readonly user?: string | undefined
  /** Whole seconds from the emulator's present time. @defaultValue 3600 */
  readonly lifetimeSeconds?: number | undefined
}

/** A running emulator. Its keys and tokens are made for it and open nothing else. */
export interface Emulator {
  /** The origin, e.g. `"http://127.0.0.1:43123"`; open it in a browser for the inspector. */
  readonly url: string
  /** PEM of the CA to trust, when `tls` was asked for. */
  readonly ca: string | undefined
  /** OCID of the tenancy. */
  readonly tenancy: string
  /** OCID of the first user, whose API key is `apiKey`. */
  readonly user: string
  /** OCID of a compartment in the tenancy; it holds the instance. */
  readonly compartment: string
  /** OCID of the one instance. */
  readonly instance: string
  readonly region: string
  /** PKCS#8 PEM of the first user's key and its fingerprint. */
  readonly apiKey: { readonly pem: string; readonly fingerprint: string }
  readonly clock: EmulatorClock
  readonly faults: EmulatorFaults
  /** The last requests, oldest first; the same array for the emulator's whole life. */
  readonly requests: readonly RecordedRequest[]
  /**
   * Registers a further API key.
   *
   * @param pem - an RSA public key or an unencrypted RSA private key in PEM
   * @param user - OCID of its user, the first user when absent
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when the PEM or the user cannot be used
   */
  addApiKey(pem: string, user?: string): { readonly fingerprint: string }
  /**
   * Makes a session: a key and a token bound to it.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when the user or the lifetime cannot be used
   */
  createSession(options?: SessionOptions): EmulatorSession
  /** Refuses this token from now on. */
  revoke(token: string): void
  /**
   * Writes `config`, `oci_api_key.pem` and a session below `sessions/SESSION` (and `ca.pem` with TLS) into `dir`, files
   * with mode 0600, folders it makes with 0700. Profile `DEFAULT` has the API key, profile `SESSION` the session.
   *
   * @returns the path of `config`
   */
  configFile(dir: string): Promise<string>
  /** Closes every connection and the port; may be called again. */
  close(): Promise<void>
}

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

  get requests(): readonly RecordedRequest[] {
    return this.#world.recorder.records
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

  close(): Promise<void> {
    return this.#server.close()
  }

  #openSession({ user = this.user, lifetimeSeconds = 3600 }: SessionOptions): OpenedSession {
    if (!(Number.isInteger(lifetimeSeconds) && lifetimeSeconds > 0)) {
      throw new EmulatorOptionError('lifetimeSeconds', '"lifetimeSeconds" is not a lifetime. Give a positive integer.')
    }
    const { privateKey, publicKey } = generateKeysNow()
    const subject = { tenancy: this.tenancy, user: identifier('user', user) }
    const issued = this.#world.tokens.issue({ ...subject, publicKey, lifetimeSeconds })
    return { ...issued, privateKeyPem: toPkcs8Pem(privateKey), fingerprint: fingerprintOf(publicKey) }
  }
}

interface OpenedSession extends Omit<EmulatorSession, 'keyId'> {
  readonly fingerprint: string
}
