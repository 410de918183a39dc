// What the load of a principal is given, and what it yields.
import type { Snapshot } from './snapshot.ts'

/** A snapshot as the service issued it. @public */
export interface Loaded<S extends Snapshot> {
  readonly snapshot: S
  /** The service's clock when it answered, in epoch milliseconds, where it said so. More than a year off, it is not believed. */
  readonly serverTimeMs?: number | undefined
}

/** What a load is made with. @public */
export interface LoadContext {
  /** Fires when the engine is closed, or when this load has taken too long: what it yields is then of no use. */
  readonly signal: AbortSignal
  /** The service's time, as far as it is known: what is signed for it is dated by it. */
  readonly now: () => number
}
