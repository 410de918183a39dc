// What a refresh engine is given: how a snapshot is got, how long it is good for, and by which clock.
import type { OptionNames } from '@x/kernel'
import type { Lifetime, Snapshot } from './snapshot.ts'

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

/** Options of {@link RefreshEngine}. @public */
export interface RefreshEngineOptions<S extends Snapshot> {
  /**
   * Gets a new key and a token for it. It installs nothing: a failure must leave no trace. `previous` is the snapshot that it
   * is to follow, expired or not.
   */
  readonly load: (context: LoadContext, previous: S | undefined) => Promise<Loaded<S>>
  /** When a snapshot is renewed and when it is given up; `random` is 0 to 1. @defaultValue {@link lifetimeOf} */
  readonly lifetime?: ((snapshot: S, random: number) => Lifetime) | undefined
  /** Between two forced renewals, in milliseconds. @defaultValue 10_000 */
  readonly minRefreshIntervalMs?: number | undefined
  /** The longest that one load may take, in milliseconds; `Infinity` for no limit. @defaultValue 120_000 */
  readonly renewalTimeoutMs?: number | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** 0 to 1. @defaultValue Math.random */
  readonly random?: (() => number) | undefined
  /**
   * Runs `callback` after `ms` milliseconds unless the function it yields is called first.
   *
   * @defaultValue setTimeout, which does not keep the process alive
   */
  readonly setTimer?: ((callback: () => void, ms: number) => () => void) | undefined
}

export const ENGINE_OPTIONS: OptionNames<RefreshEngineOptions<Snapshot>> = {
  load: 1,
  lifetime: 1,
  minRefreshIntervalMs: 1,
  renewalTimeoutMs: 1,
  now: 1,
  random: 1,
  setTimer: 1,
}
