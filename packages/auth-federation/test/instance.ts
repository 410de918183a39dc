// An emulated instance for tests: its variables, its clock, and what it was asked.
import { createPublicKey, verify } from 'node:crypto'
import { startEmulator, type Emulator, type EmulatorOptions } from '@x/emulator'
import { parseAuthorization, type SignedRequest } from '@x/signer'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import {
  InstancePrincipalsSecurityTokenSigner,
  SessionKeySupplier,
  type InstancePrincipalsSignerOptions,
  type SessionKey,
  type SessionKeySource,
} from '../src/index.ts'
import { keyPool } from './key-pool.ts'

export const METADATA = ['identity/cert.pem', 'identity/key.pem', 'identity/intermediate.pem', 'instance/regionInfo']

/** Ways in which an exchange can fail, as faults of the emulator. */
export const EXCHANGE_FAULTS = [
  { status: 401, code: 'NotAuthenticated' },
  { status: 500 },
  { reset: true },
  { truncate: true },
  { token: 'wrong-key' },
  { token: 'truncated' },
  { token: 'missing' },
] as const

export class Instance {
  readonly oci: Emulator
  readonly env: Readonly<Record<string, string>>
  readonly sessionKeySupplier: SessionKeySource
  readonly #before = new Map<string, number>()

  private constructor(oci: Emulator, env: Readonly<Record<string, string>>, keys: SessionKeySource) {
    this.oci = oci
    this.env = env
    this.sessionKeySupplier = keys
  }

  static async start(options?: EmulatorOptions): Promise<Instance> {
    const oci = await startEmulator(options)
    return new Instance(oci, await oci.environment('instance'), await keyPool())
  }

  /** Forgets faults, settings and counts of the test before; the clock stands still at the real time. */
  reset(): void {
    this.oci.faults.clear()
    Object.assign(this.oci.federation, { lifetimeSeconds: 21_600, jwk: true })
    this.oci.clock.resume()
    this.oci.clock.offset(0)
    for (const path of ['/v1/x509', ...METADATA.map((name) => `/opc/v2/${name}`)])
      this.#before.set(path, this.oci.count(path === '/v1/x509' ? 'POST' : 'GET', path))
  }

  /** Lets time pass. The certificates of then are made before it goes on, so that no renewal has to wait for their keys. */
  async later(ms: number): Promise<void> {
    this.oci.clock.advance(ms)
    await this.oci.rotateCertificates()
  }

  /** Requests for a token in this test. */
  get exchanges(): number {
    return this.oci.count('POST', '/v1/x509') - (this.#before.get('/v1/x509') ?? 0)
  }

  /** Requests for metadata in this test, as many as there are of the path asked most often. */
  get metadataRounds(): number {
    const counts = METADATA.map((path) => `/opc/v2/${path}`).map(
      (path) => this.oci.count('GET', path) - (this.#before.get(path) ?? 0),
    )
    return Math.max(...counts)
  }

  /** A principal that tries each exchange once and keeps the emulator's time. */
  signer(options: InstancePrincipalsSignerOptions = {}): InstancePrincipalsSecurityTokenSigner {
    const { env, oci } = this
    const now = (): number => oci.clock.now()
    return new InstancePrincipalsSecurityTokenSigner({
      env,
      now,
      random: () => 0,
      sessionKeySupplier: this.sessionKeySupplier,
      federationClientRetryStrategy: NONE_RETRY_STRATEGY,
      ...options,
    })
  }

  get regions(): string {
    return `${this.oci.url}/20160918/regions`
  }
}

/** Counts the pairs it makes. */
export class CountingKeys {
  readonly #supplier = new SessionKeySupplier()
  made = 0

  refresh(): Promise<SessionKey> {
    this.made++
    return this.#supplier.refresh()
  }
}

/** The token of a signature: the secret part of its key id. */
export const tokenOf = (signed: SignedRequest): string => signed.keyId.slice('ST$'.length)

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>
}

/** Whether the key that the token names made the signature, by Node's own cryptography. */
export function isSignedByBoundKey(signed: SignedRequest): boolean {
  const { keyId, signature } = parseAuthorization(String(signed.headers['authorization']))
  const jwk = JSON.parse(String(claimsOf(keyId.slice('ST$'.length))['jwk'])) as { kty: string; n: string; e: string }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify('sha256', Buffer.from(signed.signingString), key, Buffer.from(signature, 'base64'))
}
