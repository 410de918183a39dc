// A call's limits: its own, or its client's, or the defaults.
import { InvalidArgumentError } from '@x/config'
import type { CallOptions } from './http-client.ts'
import type { TimeLimits } from './watch.ts'

export interface Limits extends TimeLimits {
  readonly maxResponseBytes: number
}

type LimitOptions = Omit<CallOptions, 'signal'>

const DEFAULTS: Limits = {
  connectTimeoutMs: 10_000,
  readTimeoutMs: 60_000,
  deadlineMs: Infinity,
  maxResponseBytes: 10 * 1024 * 1024,
}

/**
 * @throws InvalidArgumentError `ERR_INVALID_ARGUMENT` for a limit that is not a positive number
 */
export function limitsOf(call: LimitOptions, client: LimitOptions): Limits {
  const limit = (name: keyof Limits): number => {
    const value = call[name] ?? client[name] ?? DEFAULTS[name]
    if (typeof value === 'number' && value > 0) return value
    throw new InvalidArgumentError(`The option ${name} is not a positive number. Give one, or Infinity for no limit.`)
  }
  return {
    connectTimeoutMs: limit('connectTimeoutMs'),
    readTimeoutMs: limit('readTimeoutMs'),
    deadlineMs: limit('deadlineMs'),
    maxResponseBytes: limit('maxResponseBytes'),
  }
}
