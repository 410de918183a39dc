// What the suite of all principals needs of one: a signer, its emulator, and ways to spoil the source of its tokens.
import type { Emulator, FaultEffect } from '@x/emulator'
import type { PrincipalSigner } from '../../src/index.ts'

/** What the suite asks of a signer beside what its principal needs. */
export interface Asked {
  /** The emulator's time is the default. */
  readonly now?: (() => number) | undefined
  readonly renewalTimeoutMs?: number | undefined
}

export type Spoiled = 'outage' | 'wrong-key' | 'malformed' | 'hung' | AnsweredBadly

/** What only a service can answer. */
export type AnsweredBadly = 'refused' | 'forbidden' | 'too-many' | 'half-token' | 'no-token' | 'broken-off'

export interface Subject {
  readonly oci: Emulator
  readonly principal: string
  readonly lifetimeMs: number
  /** A signer that asks once for each token and spreads nothing. */
  signer(asked?: Asked): Promise<PrincipalSigner>
  /** How often tokens were asked for in this test. */
  asked(): number
  /** What else a service can answer badly; nothing where there is none. */
  readonly answersBadly: readonly AnsweredBadly[]
  /** Spoils the answers of the source until `reset`. */
  spoil(how: Spoiled): Promise<void>
  /** What a renewal rejects with while the source is spoiled. */
  reasonOf(how: Spoiled): object
  /** Mends the source. */
  mend(): Promise<void>
  /** Lets time pass, and the source have another token. */
  later(ms: number): Promise<void>
  /** Forgets what the test before has done. */
  reset(): Promise<void>
  /** What it says where nobody tells it the time, and its token is over by the clock of a machine that is an hour ahead. */
  readonly whenAhead?: object | undefined
}

const FAULTS: Readonly<Record<Spoiled, FaultEffect>> = {
  outage: { status: 503 },
  'wrong-key': { token: 'wrong-key' },
  malformed: { truncate: true },
  // Ended by the emulator's own end.
  hung: { delayMs: 3_600_000 },
  refused: { status: 401 },
  forbidden: { status: 403 },
  'too-many': { status: 429 },
  'half-token': { token: 'truncated' },
  'no-token': { token: 'missing' },
  'broken-off': { reset: true },
}

const REASONS: Readonly<Record<Spoiled, object>> = {
  outage: { name: 'ServiceError', status: 503 },
  'wrong-key': { code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' },
  malformed: { code: 'ERR_RESPONSE_PARSE' },
  hung: { code: 'ERR_RENEWAL', reason: 'timeout' },
  refused: { name: 'ServiceError', status: 401 },
  forbidden: { name: 'ServiceError', status: 403 },
  'too-many': { name: 'ServiceError', status: 429 },
  'half-token': { code: 'ERR_UNUSABLE_TOKEN', reason: 'not-a-jwt' },
  'no-token': { code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' },
  'broken-off': { code: 'ERR_NETWORK' },
}

/** Where and how a principal gets its tokens. */
export interface NetworkParts {
  readonly oci: Emulator
  readonly principal: string
  readonly lifetimeMs: number
  /** The path that gives out its tokens. */
  readonly tokenPath: string
  readonly signer: (asked: Asked) => Promise<PrincipalSigner>
  /** Reasons other than those of most principals. */
  readonly reasons?: Partial<Record<Spoiled, object>>
  /** What the source needs when time has passed. */
  readonly afterLater?: () => Promise<void>
  /** What it needs before each test. */
  readonly beforeEach?: () => Promise<void>
  readonly whenAhead?: object
}

/** A principal whose tokens come from a service of the emulator. */
export class NetworkSubject implements Subject {
  readonly #parts: NetworkParts
  #before = 0

  constructor(parts: NetworkParts) {
    this.#parts = parts
  }

  get oci(): Emulator {
    return this.#parts.oci
  }

  get principal(): string {
    return this.#parts.principal
  }

  get lifetimeMs(): number {
    return this.#parts.lifetimeMs
  }

  get answersBadly(): readonly AnsweredBadly[] {
    return ['refused', 'forbidden', 'too-many', 'half-token', 'no-token', 'broken-off']
  }

  get whenAhead(): object | undefined {
    return this.#parts.whenAhead
  }

  signer(asked: Asked = {}): Promise<PrincipalSigner> {
    const { now = () => this.oci.clock.now(), ...others } = asked
    return this.#parts.signer({ ...others, now })
  }

  asked(): number {
    return this.#count() - this.#before
  }

  async spoil(how: Spoiled): Promise<void> {
    this.oci.faults.add({ match: { method: 'POST', path: this.#parts.tokenPath }, effect: FAULTS[how] })
  }

  reasonOf(how: Spoiled): object {
    return this.#parts.reasons?.[how] ?? REASONS[how]
  }

  async mend(): Promise<void> {
    this.oci.faults.clear()
  }

  async later(ms: number): Promise<void> {
    this.oci.clock.advance(ms)
    await this.#parts.afterLater?.()
  }

  async reset(): Promise<void> {
    this.oci.faults.clear()
    this.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
    await this.#parts.beforeEach?.()
    this.#before = this.#count()
  }

  #count(): number {
    return this.oci.count('POST', this.#parts.tokenPath)
  }
}
