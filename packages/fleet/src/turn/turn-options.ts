// What may be said of turns, whatever is shared by them.
import type { OptionNames } from '@x/kernel'
import { assertPositive, storeRules, type StoreRules } from '../check-options.ts'
import type { OnFleetEvent } from '../events.ts'

/** Every member is optional. @public */
export interface TurnOptions {
  /** The longest that a caller waits for a turn or for another's answer, in milliseconds, before its process asks by itself. @defaultValue 2_000 */
  readonly limitMs?: number | undefined
  /** How long a turn lasts, in milliseconds: that of a process that died is over then. @defaultValue 15_000 */
  readonly leaseMs?: number | undefined
  /** How long the store may take for one answer, in milliseconds. @defaultValue 500 */
  readonly storeTimeoutMs?: number | undefined
  /** What every key in the store begins with. Fleets with different ones have nothing to do with each other. @defaultValue 'oci-fleet:' */
  readonly prefix?: string | undefined
  /** Is told what happens. @defaultValue nobody is told */
  readonly onEvent?: OnFleetEvent | undefined
}

export const TURN_OPTIONS: OptionNames<TurnOptions> = {
  limitMs: 1,
  leaseMs: 1,
  storeTimeoutMs: 1,
  prefix: 1,
  onEvent: 1,
}

/** The options, checked. */
export interface TurnRules extends StoreRules {
  readonly limitMs: number
  readonly leaseMs: number
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` for a value that cannot be used */
export function turnRules({ limitMs = 2_000, leaseMs = 15_000, ...options }: TurnOptions): TurnRules {
  assertPositive('limitMs', limitMs)
  assertPositive('leaseMs', leaseMs)
  return { limitMs, leaseMs, ...storeRules(options) }
}
