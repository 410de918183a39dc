// What a refresh engine is given: how a snapshot is got, how long it is good for, and by which clock.
import type { OptionNames } from '@x/kernel'
import type { Loaded, LoadContext } from './load.ts'
import type { SharedLoad } from './sharing.ts'
import type { Lifetime, Snapshot } from './snapshot.ts'

/** Options of {@link RefreshEngine}. @public */
export interface RefreshEngineOptions<S extends Snapshot> {
  /**
   * Gets a new key and a token for it. It installs nothing: a failure must leave no trace. `previous` is the snapshot that it
   * is to follow, expired or not.
   */
  readonly load: (context: LoadContext, previous: S | undefined) => Promise<Loaded<S>>
  /** Decides, around each load, whether this process asks. @defaultValue it asks */
  readonly sharedLoad?: SharedLoad<S> | undefined
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
  sharedLoad: 1,
  lifetime: 1,
  minRefreshIntervalMs: 1,
  renewalTimeoutMs: 1,
  now: 1,
  random: 1,
  setTimer: 1,
}
