// A store whose every operation is under a limit.
import type { Store } from './store.ts'

/** @param inTime - runs an operation, and rejects when it takes too long */
export const timedStore = (store: Store, inTime: <T>(work: () => Promise<T>) => Promise<T>): Store => ({
  get: (key) => inTime(() => store.get(key)),
  setIfAbsent: (key, value, ttlMs) => inTime(() => store.setIfAbsent(key, value, ttlMs)),
  compareAndSet: (key, current, next, ttlMs) => inTime(() => store.compareAndSet(key, current, next, ttlMs)),
})
