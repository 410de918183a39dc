// What a fleet shares is kept in a store of three operations, whatever the store is.

/**
 * A store that several processes reach. An operation that fails rejects; it may have happened all the same.
 *
 * @example
 * ```ts
 * import { memoryStore, type Store } from '@x/fleet'
 *
 * const store: Store = memoryStore()
 * console.log(await store.setIfAbsent('lease', 'mine', 10_000)) // true
 * console.log(await store.setIfAbsent('lease', 'yours', 10_000)) // false
 * ```
 * @public
 */
export interface Store {
  /** The value under `key`; `undefined` where there is none, or its time is over. */
  get(key: string): Promise<string | undefined>
  /**
   * Puts `value` under a key that is free.
   *
   * @param ttlMs - milliseconds after which the key is free again; a whole number from 1
   * @returns whether it was free
   */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  /**
   * Puts `next` in the place of `current`, or, for `undefined`, takes `current` away. Comparing and writing are one step.
   *
   * @param ttlMs - milliseconds after which the key is free; a whole number from 1, without a meaning where `next` is `undefined`
   * @returns whether `current`, the whole of it, was there
   */
  compareAndSet(key: string, current: string, next: string | undefined, ttlMs: number): Promise<boolean>
}
