// A call's limits: its own, or its client's, or the defaults.
import { argumentError } from '@x/kernel'
import type { CallOptions } from './http-client.ts'
import type { TimeLimits } from '../watch/watch.ts'

export interface Limits extends TimeLimits {
  readonly maxResponseBytes: number
}

type LimitOptions = Omit<CallOptions, 'signal'>

const DEFAULTS = {
  connectTimeoutMs: 10_000,
  readTimeoutMs: 60_000,
  maxResponseBytes: 10 * 1024 * 1024,
}

/** Of a call whose deadline nobody chose. */
const SHORTEST_DEADLINE_MS = 130_000

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a limit that is not a positive number
 */
export function limitsOf(call: LimitOptions, client: LimitOptions): Limits {
  const limit = (name: keyof Limits, byDefault: number): number => {
    const value = call[name] ?? client[name] ?? byDefault
    if (typeof value === 'number' && value > 0) return value
    throw argumentError(`The option ${name} is not a positive number. Give one, or Infinity for no limit.`)
  }
  const connectTimeoutMs = limit('connectTimeoutMs', DEFAULTS.connectTimeoutMs)
  const readTimeoutMs = limit('readTimeoutMs', DEFAULTS.readTimeoutMs)
  // A server that sends a byte now and then is never silent: without a deadline its answer would have no end.
  const deadlineByDefault = Math.max(SHORTEST_DEADLINE_MS, connectTimeoutMs + 2 * readTimeoutMs)
  return {
    connectTimeoutMs,
    readTimeoutMs,
    deadlineMs: limit('deadlineMs', deadlineByDefault),
    maxResponseBytes: limit('maxResponseBytes', DEFAULTS.maxResponseBytes),
  }
}
