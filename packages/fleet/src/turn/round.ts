// One load of one process: does the steps that the turn decides on, and hands over what comes out as soon as it is known.
import { notify } from '@x/kernel'
import type { Loaded, LoadContext, Snapshot } from '@x/signer/principal'
import type { FleetEvent } from '../events.ts'
import type { Store } from '../store/store.ts'
import { timedStore } from '../store/timed-store.ts'
import type { Ports } from './ports.ts'
import { firstTurn, nextTurn, type Answer, type Step, type Turn } from './turn.ts'
import type { TurnRules } from './turn-options.ts'
import { pauseMs } from './pause.ts'
import { within } from '../within.ts'

/** A lease of one turn. */
export interface Lease {
  /** @returns whether it was free */
  take(): Promise<boolean>
  /** @returns whether it was still this one's */
  giveBack(): Promise<boolean>
}

/** What the processes share, where they hand it over. */
export interface Shelf<S extends Snapshot> {
  /** The newest that can be opened. */
  read(): Promise<S | undefined>
  /** The one in whose place `write` puts another; `undefined` for none. */
  compare(): Promise<S | undefined>
  /** @returns whether nobody else wrote since `compare` */
  write(loaded: Loaded<S>): Promise<boolean>
}

/** What a round is made of. */
export interface RoundParts<S extends Snapshot> {
  readonly principal: string
  readonly store: Store
  /** Made of a store that answers in time or fails. */
  readonly leaseIn: (store: Store) => Lease
  /** Absent where processes only take turns. */
  readonly shelfIn?: ((store: Store) => Shelf<S>) | undefined
  readonly rules: TurnRules
  readonly ports: Ports
}

/** What is asked for. */
export interface Need<S extends Snapshot> {
  readonly load: () => Promise<Loaded<S>>
  readonly context: LoadContext
  readonly previous: S | undefined
}

/** @throws what `load` rejects with, or the reason of the context's signal */
export const runRound = <S extends Snapshot>(parts: RoundParts<S>, need: Need<S>): Promise<Loaded<S>> =>
  new Round(parts, need).run()

class Round<S extends Snapshot> {
  readonly #parts: RoundParts<S>
  readonly #need: Need<S>
  readonly #startedAt: number
  readonly #lease: Lease
  readonly #shelf: Shelf<S> | undefined
  #turn: Turn
  #result: Loaded<S> | undefined
  #error: unknown

  constructor(parts: RoundParts<S>, need: Need<S>) {
    this.#parts = parts
    this.#need = need
    this.#startedAt = parts.ports.elapsed()
    const store = timedStore(parts.store, (work) => this.#inTime(work))
    this.#lease = parts.leaseIn(store)
    this.#shelf = parts.shelfIn?.(store)
    this.#turn = firstTurn(this.#shelf !== undefined)
  }

  async run(): Promise<Loaded<S>> {
    while (this.#turn.outcome === undefined) await this.#advance()
    const { outcome } = this.#turn
    this.#report(outcome)
    await this.#finishInTime()
    if (outcome === 'failed' || !this.#result) throw this.#error
    return this.#result
  }

  /**
   * What comes after the outcome is writing it, and giving the lease back. A program that ends as soon as it has its answer leaves
   * nothing undone, but no caller waits for a store that is slow.
   */
  async #finishInTime(): Promise<void> {
    // The caller has its answer: nothing that happens now is an error of its.
    const finishing = this.#finish().catch(() => {})
    const { storeTimeoutMs } = this.#parts.rules
    const ms = this.#turn.alone ? 0 : Math.min(storeTimeoutMs, this.#leftMs)
    if (ms > 0) await within(ms, () => finishing).catch(() => {})
  }

  async #finish(): Promise<void> {
    while (this.#turn.step !== 'end') await this.#advance()
  }

  async #advance(): Promise<void> {
    const { step } = this.#turn
    const answer = await this.#do(step)
    if (step === 'unlock' && this.#turn.lease === 'yes' && answer.kind === 'done' && !answer.done)
      this.#tell({ type: 'lost-lease', principal: this.#parts.principal })
    this.#turn = nextTurn(this.#turn, answer, {
      handsOver: this.#shelf !== undefined,
      heldUntil: this.#need.previous?.expiresAt,
      // What is taken has to serve when the caller gets it, which may be one answer of the store later.
      nowMs: this.#need.context.now() + this.#parts.rules.storeTimeoutMs,
      isLate: this.#leftMs <= 0,
    })
  }

  #do(step: Step): Promise<Answer> {
    const [lease, shelf] = [this.#lease, this.#shelf]
    if (step === 'pause') return this.#pause()
    if (step === 'ask') return this.#ask()
    return this.#withStore(async (): Promise<Answer> => {
      if (step === 'lock') return { kind: 'done', done: await lease.take() }
      if (step === 'unlock') return { kind: 'done', done: await lease.giveBack() }
      if (step === 'compare') return this.#entry(await shelf?.compare())
      if (step === 'write' && this.#result) return { kind: 'done', done: (await shelf?.write(this.#result)) === true }
      const snapshot = await shelf?.read()
      this.#result = snapshot && { snapshot }
      return this.#entry(snapshot)
    })
  }

  #entry(snapshot: S | undefined): Answer {
    const held = this.#need.previous?.credential.keyId
    return {
      kind: 'entry',
      until: snapshot?.expiresAt,
      isHeld: held !== undefined && snapshot?.credential.keyId === held,
    }
  }

  async #pause(): Promise<Answer> {
    const { random, pause } = this.#parts.ports
    const ms = Math.min(pauseMs(this.#turn.pauses, random()), Math.max(0, this.#leftMs))
    // Who leaves is told so by the next step.
    await pause(ms, this.#need.context.signal).catch(() => {})
    return { kind: 'paused' }
  }

  async #ask(): Promise<Answer> {
    const { load, context } = this.#need
    this.#result = undefined
    try {
      context.signal.throwIfAborted()
      this.#tell({ type: 'asked', principal: this.#parts.principal, alone: this.#turn.alone })
      this.#result = await load()
      return { kind: 'loaded', until: this.#result.snapshot.expiresAt }
    } catch (error) {
      this.#error = error
      return { kind: 'failed' }
    }
  }

  async #withStore(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work()
    } catch (error) {
      const hasLeft = this.#isWaiting && (this.#need.context.signal.aborted || this.#leftMs <= 0)
      if (!hasLeft) this.#tell({ type: 'store-down', error })
      return { kind: 'down' }
    }
  }

  /** While a caller waits, the store gets no more time than the caller has; afterwards no process stays alive for it. */
  #inTime<T>(work: () => Promise<T>): Promise<T> {
    const { storeTimeoutMs } = this.#parts.rules
    if (!this.#isWaiting) return within(storeTimeoutMs, work, { isAwaited: false })
    return within(Math.max(1, Math.min(storeTimeoutMs, this.#leftMs)), work, this.#need.context)
  }

  get #isWaiting(): boolean {
    return this.#turn.outcome === undefined
  }

  get #leftMs(): number {
    const { ports, rules } = this.#parts
    return rules.limitMs - (ports.elapsed() - this.#startedAt)
  }

  #report(outcome: Turn['outcome']): void {
    const { principal, ports } = this.#parts
    if (this.#turn.pauses > 0)
      this.#tell({ type: 'waited', principal, waitedMs: Math.round(ports.elapsed() - this.#startedAt) })
    if (outcome === 'taken' && this.#result)
      this.#tell({ type: 'shared', principal, expiresAt: this.#result.snapshot.expiresAt })
  }

  #tell(event: FleetEvent): void {
    notify(this.#parts.rules.onEvent, event)
  }
}
