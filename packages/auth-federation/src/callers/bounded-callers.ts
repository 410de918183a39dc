// The callers that have a signer, so many and no more: first goes who has ended, then whose token was refused, then who was here longest ago.
import { CallerEvictedError, CallerTokenError } from '../errors/caller-errors.ts'

export interface Caller {
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Whether somebody has closed its signer already. */
  isClosed(): boolean
  /** Whether nothing has come of its token but a refusal. */
  isRefused(): boolean
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
    const key = this.#firstRefused() ?? this.#callers.keys().next().value
    if (key !== undefined) this.#drop(key, new CallerEvictedError(this.#max))
  }

  /** Tokens that somebody made up must not drive out those that serve. */
  #firstRefused(): string | undefined {
    for (const [key, caller] of this.#callers) if (caller.isRefused()) return key
    return undefined
  }

  #drop(key: string, reason: Error): void {
    this.#callers.get(key)?.close(reason)
    this.#callers.delete(key)
  }
}
