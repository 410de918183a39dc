// An emulated pod of an OKE cluster for tests: its variables and files, its clock, and what proxymux was asked.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator, type EmulatorOptions, type ServiceAccountOptions } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import type { PrincipalSigner } from '@x/signer/principal'
import { getOkeWorkloadIdentitySigner, type OkeWorkloadSignerOptions, type SessionKeySource } from '../src/index.ts'
import { keyPool } from './key-pool.ts'

export const TOKENS = '/resourcePrincipalSessionTokens'
export const WITH_CACHING = '/resourcePrincipalSessionTokensWithCaching'

export class Pod {
  readonly oci: Emulator
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
  readonly sessionKeySupplier: SessionKeySource
  #before = 0

  private constructor(
    oci: Emulator,
    place: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
    keys: SessionKeySource,
  ) {
    this.oci = oci
    this.env = place.env
    this.folder = place.folder
    this.sessionKeySupplier = keys
  }

  static async start(options?: EmulatorOptions): Promise<Pod> {
    const folder = await mkdtemp(join(tmpdir(), 'pod-'))
    const oci = await startEmulator(options)
    return new Pod(oci, { folder, env: await oci.environment('oke', folder) }, await keyPool())
  }

  async stop(): Promise<void> {
    await this.oci.close()
    await rm(this.folder, { recursive: true })
  }

  /** Forgets faults, settings, files and counts of the test before; the clock stands still at the real time. */
  async reset(): Promise<void> {
    this.oci.faults.clear()
    Object.assign(this.oci.cluster, { enhanced: true, lifetimeSeconds: 1200 })
    this.oci.clock.resume()
    this.oci.clock.offset(0)
    this.oci.clock.freeze()
    await this.writeToken()
    this.#before = this.oci.count('POST', TOKENS)
  }

  /** Does what the kubelet does: puts a new token of the service account into the file. */
  async writeToken(options?: ServiceAccountOptions): Promise<string> {
    const token = await this.oci.cluster.serviceAccountToken(options)
    await writeFile(join(this.folder, 'token'), token)
    return token
  }

  /** Requests for a token in this test. */
  get exchanges(): number {
    return this.oci.count('POST', TOKENS) - this.#before
  }

  /** A principal that tries each exchange once and keeps the emulator's time. */
  signer(options: OkeWorkloadSignerOptions = {}): Promise<PrincipalSigner> {
    const { env, oci } = this
    return getOkeWorkloadIdentitySigner({
      env,
      now: () => oci.clock.now(),
      random: () => 0.5,
      ...(options.serverKeys !== true && { sessionKeySupplier: this.sessionKeySupplier }),
      retryStrategy: NONE_RETRY_STRATEGY,
      ...options,
    })
  }

  get regions(): string {
    return `${this.oci.url}/20160918/regions`
  }
}
