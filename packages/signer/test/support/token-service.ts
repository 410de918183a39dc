// A token service and a clock for tests: every answer waits until the test lets it go.
import { settled } from '@x-tools/testkit/settled'
import { createCredential } from '../../src/credential.ts'
import type { Loaded } from '../../src/refresh/engine-options.ts'
import type { Snapshot } from '../../src/refresh/snapshot.ts'

/** Tells which key belongs to which token. */
export interface NumberedSnapshot extends Snapshot {
  readonly number: number
}

interface Pending {
  readonly resolve: (loaded: Loaded<NumberedSnapshot>) => void
  readonly reject: (error: Error) => void
}

/** Takes the place of a principal's own error. */
export const expiredError = (): Error => new Error('born expired')

export class FakeService {
  nowMs = 1_800_000_000_000
  lifetimeMs = 3_600_000
  /** What the service's clock is ahead of ours. */
  skewMs = 0
  loads = 0
  readonly #pending: Pending[] = []

  readonly now = (): number => this.nowMs

  readonly load = (): Promise<Loaded<NumberedSnapshot>> => {
    this.loads++
    return new Promise((resolve, reject) => this.#pending.push({ resolve, reject }))
  }

  get waiting(): number {
    return this.#pending.length
  }

  async answer(): Promise<void> {
    const number = this.loads
    const issuedAt = this.nowMs + this.skewMs
    const expiresAt = issuedAt + this.lifetimeMs
    const key = { sign: async (): Promise<Uint8Array> => Uint8Array.of(number) }
    const credential = createCredential({ keyId: `ST$${number}`, key, expiresAt })
    this.#pending.shift()?.resolve({ snapshot: { credential, number, issuedAt, expiresAt }, serverTimeMs: issuedAt })
    await settled()
  }

  async fail(error = new Error('auth is down')): Promise<void> {
    this.#pending.shift()?.reject(error)
    await settled()
  }
}
