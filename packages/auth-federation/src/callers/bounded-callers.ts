// The callers that have a signer, so many and no more: first goes who has ended or was refused, then who is untried if there are many
// of those, then who was here longest ago.
import { CallerEvictedError, CallerTokenError } from '../errors/caller-errors.ts'

/** `untried`: nobody has answered yet; `refused`: the last answer was no token; `taken`: it serves, as far as anybody tells. */
export type TokenOutcome = 'untried' | 'taken' | 'refused'

export interface Caller {
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Whether somebody has closed its signer already. */
  isClosed(): boolean
  /** What has come of its token so far. */
  outcome(): TokenOutcome
  close(reason: Error): void
}

export class BoundedCallers<C extends Caller> {
  readonly #max: number
  /** In the order in which they were last here. */
  readonly #callers = new Map<string, C>()
  #firstEnd = Infinity

  constructor(max: number) {
    this.#max = max
  }

  get size(): number {
    return this.#callers.size
  }

  /** The caller with this key, made by `make` where there is none. */
  take(key: string, nowMs: number, make: () => C): C {
    if (nowMs >= this.#firstEnd) this.#dropEnded(nowMs)
    const known = this.#callers.get(key)
    const caller = known?.isClosed() === false ? known : make()
    this.#callers.delete(key)
    if (this.#callers.size >= this.#max) this.#evict()
    this.#callers.set(key, caller)
    this.#firstEnd = Math.min(this.#firstEnd, caller.expiresAt)
    return caller
  }

  closeAll(reason: Error): void {
    for (const key of this.#callers.keys()) this.#drop(key, reason)
  }

  #dropEnded(nowMs: number): void {
    this.#firstEnd = Infinity
    for (const [key, { expiresAt }] of this.#callers) {
      if (nowMs >= expiresAt) this.#drop(key, new CallerTokenError('expired'))
      else this.#firstEnd = Math.min(this.#firstEnd, expiresAt)
    }
  }

  #evict(): void {
    const key = this.#mostDispensable()
    if (key !== undefined) this.#drop(key, new CallerEvictedError(this.#max))
  }

  /** Tokens that somebody made up must not drive out those that serve: not once they are refused, and not by all coming at once. */
  #mostDispensable(): string | undefined {
    const untried: string[] = []
    for (const [key, caller] of this.#callers) {
      const outcome = caller.isClosed() ? 'refused' : caller.outcome()
      if (outcome === 'refused') return key
      if (outcome === 'untried') untried.push(key)
    }
    return untried.length >= this.#max / 2 ? untried[0] : this.#callers.keys().next().value
  }

  #drop(key: string, reason: Error): void {
    this.#callers.get(key)?.close(reason)
    this.#callers.delete(key)
  }
}
