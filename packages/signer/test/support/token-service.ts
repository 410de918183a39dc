// A token service and a clock for tests: every answer waits until the test lets it go.
import { settled } from '@x-tools/testkit/settled'
import { createCredential } from '../../src/credential.ts'
import type { Loaded, LoadContext } from '../../src/principal/engine/load.ts'
import type { Snapshot } from '../../src/principal/engine/snapshot.ts'

/** Tells which key belongs to which token. */
export interface NumberedSnapshot extends Snapshot {
  readonly number: number
}

interface Pending {
  readonly resolve: (loaded: Loaded<NumberedSnapshot>) => void
  readonly reject: (error: Error) => void
}

/** Takes the place of a principal's own error. */

export class FakeService {
  nowMs = 1_800_000_000_000
  lifetimeMs = 3_600_000
  /** How old a token is when it comes. */
  ageMs = 0
  /** What the service's clock is ahead of ours. */
  skewMs = 0
  /** What its `Date` is ahead of its clock. */
  lieMs = 0
  loads = 0
  /** Of the loads, in their order. */
  readonly signals: AbortSignal[] = []
  readonly #pending: Pending[] = []

  readonly now = (): number => this.nowMs

  readonly load = ({ signal }: LoadContext): Promise<Loaded<NumberedSnapshot>> => {
    this.loads++
    this.signals.push(signal)
    return new Promise((resolve, reject) => this.#pending.push({ resolve, reject }))
  }

  get waiting(): number {
    return this.#pending.length
  }

  /** The oldest load that waits gets the token that belongs to the latest one. */
  async answer(changes: Partial<NumberedSnapshot> = {}): Promise<void> {
    const snapshot = { ...this.#issue(), ...changes }
    this.#pending.shift()?.resolve({ snapshot, serverTimeMs: this.nowMs + this.skewMs + this.lieMs })
    await settled()
  }

  /** The oldest load that waits gets whatever it is. */
  async yield(loaded: unknown): Promise<void> {
    this.#pending.shift()?.resolve(loaded as Loaded<NumberedSnapshot>)
    await settled()
  }

  async fail(error = new Error('auth is down')): Promise<void> {
    this.#pending.shift()?.reject(error)
    await settled()
  }

  #issue(): NumberedSnapshot {
    const number = this.loads
    const issuedAt = this.nowMs + this.skewMs - this.ageMs
    const expiresAt = issuedAt + this.lifetimeMs
    const key = { sign: async (): Promise<Uint8Array> => Uint8Array.of(number) }
    return { credential: createCredential({ keyId: `ST$${number}`, key, expiresAt }), number, issuedAt, expiresAt }
  }
}
