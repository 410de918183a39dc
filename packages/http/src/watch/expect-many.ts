// One signal may end any number of calls at once; Node takes more than ten listeners for a leak and says so on stderr.

/** The part of `node:events` that is needed. */
interface Events {
  readonly defaultMaxListeners: number
  getMaxListeners(signal: AbortSignal): number
  setMaxListeners(count: number, signal: AbortSignal): void
}

/** Lifts the number of listeners at which Node warns, unless somebody has chosen one for `signal`. */
export function expectMany(signal: AbortSignal): void {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return
  const events: Partial<Events> | undefined = process.getBuiltinModule('node:events')
  const { getMaxListeners, setMaxListeners, defaultMaxListeners } = events ?? {}
  if (getMaxListeners?.(signal) === defaultMaxListeners) setMaxListeners?.(Infinity, signal)
}
