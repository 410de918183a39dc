// What may be said of turns, whatever is shared by them.
import { argumentError, type OptionNames } from '@x/kernel'
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
  /** Is told what happens. */
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
export interface TurnRules {
  readonly limitMs: number
  readonly leaseMs: number
  readonly storeTimeoutMs: number
  readonly prefix: string
  readonly onEvent: OnFleetEvent | undefined
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` for a value that cannot be used */
export function turnRules(options: TurnOptions): TurnRules {
  const { limitMs = 2_000, leaseMs = 15_000, storeTimeoutMs = 500, prefix = 'oci-fleet:', onEvent } = options
  for (const [name, value] of Object.entries({ limitMs, leaseMs, storeTimeoutMs })) positive(name, value)
  if (typeof prefix !== 'string') throw argumentError('The option prefix is no string. Give what keys begin with.')
  if (onEvent !== undefined && typeof onEvent !== 'function')
    throw argumentError('The option onEvent is no function. Give one that takes an event.')
  return { limitMs, leaseMs, storeTimeoutMs, prefix, onEvent }
}

/** Longer ones would overflow a timer and fire at once. */
const MOST_MS = 2_147_483_647

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function positive(name: string, value: unknown): void {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_MS) return
  throw argumentError(`The option ${name} is no whole number from 1 to ${MOST_MS}. Give one.`)
}
