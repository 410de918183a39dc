// A store within one process: for tests, and for what a single process wants to share with itself.
import { argumentError, refuseUnlistedOptions, type OptionNames } from '@x/kernel'
import { assertFunction } from '../check-options.ts'
import type { Store } from './store.ts'

/** @public */
export interface MemoryStoreOptions {
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const OPTIONS: OptionNames<MemoryStoreOptions> = { now: 1 }

interface Entry {
  readonly value: string
  readonly untilMs: number
}

/**
 * A {@link Store} that no other process sees. What is over is removed when its key is asked for, and all of it whenever the number
 * of keys has doubled.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { memoryStore, pacing } from '@x/fleet'
 *
 * const sharing = pacing(memoryStore()) // in a test: no server is needed
 * ```
 * @public
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  refuseUnlistedOptions(options, OPTIONS)
  const { now = Date.now } = options
  assertFunction('now', now, 'yields epoch milliseconds')
  const entries = new Map<string, Entry>()
  let sweepAt = 1024
  const valueOf = (key: string): string | undefined => {
    const entry = entries.get(key)
    if (entry && entry.untilMs > now()) return entry.value
    entries.delete(key)
    return undefined
  }
  const put = (key: string, value: string, ttlMs: number): true => {
    // As a server does: what would be gone at once must not be taken for stored.
    const untilMs = now() + ttlMs
    if (!(ttlMs >= 1 && Number.isFinite(untilMs)))
      throw argumentError(`The time to live ${ttlMs} is no number from 1, or the clock yields none. Give milliseconds.`)
    entries.set(key, { value, untilMs })
    if (entries.size < sweepAt) return true
    for (const each of entries.keys()) valueOf(each)
    sweepAt = Math.max(1024, entries.size * 2)
    return true
  }
  return {
    get: async (key) => valueOf(key),
    setIfAbsent: async (key, value, ttlMs) => valueOf(key) === undefined && put(key, value, ttlMs),
    compareAndSet: async (key, current, next, ttlMs) => {
      if (valueOf(key) !== current) return false
      return next === undefined ? entries.delete(key) : put(key, next, ttlMs)
    },
  }
}
