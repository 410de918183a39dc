// Options that several functions take, checked where they come in.
import { argumentError } from '@x/kernel'
import type { OnFleetEvent } from './events.ts'

/** What everything needs that asks a store. */
interface StoreOptions {
  readonly storeTimeoutMs?: number | undefined
  readonly prefix?: string | undefined
  readonly onEvent?: OnFleetEvent | undefined
}

/** The same, checked. */
export interface StoreRules {
  readonly storeTimeoutMs: number
  readonly prefix: string
  readonly onEvent: OnFleetEvent | undefined
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` for a value that cannot be used */
export function storeRules({ storeTimeoutMs = 500, prefix = 'oci-fleet:', onEvent }: StoreOptions): StoreRules {
  assertPositive('storeTimeoutMs', storeTimeoutMs)
  if (typeof prefix !== 'string' || !PREFIX.test(prefix))
    throw argumentError(
      'The option prefix is no string of visible ASCII characters. Give what keys begin with, without spaces and line breaks.',
    )
  if (onEvent !== undefined) assertFunction('onEvent', onEvent, 'takes an event')
  return { storeTimeoutMs, prefix, onEvent }
}

/** A line break at its end, or a letter that can be spelled in two ways, would make two fleets of one, and nothing would tell. */
const PREFIX = /^[!-~]*$/

/** Longer ones would overflow a timer and fire at once. */
const MOST_MS = 2_147_483_647

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function assertPositive(name: string, value: unknown): void {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_MS) return
  throw argumentError(`The option ${name} is no whole number from 1 to ${MOST_MS}. Give one.`)
}

/**
 * @param does - what it has to do, e.g. `takes an event`
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function assertFunction(name: string, value: unknown, does: string): void {
  if (typeof value !== 'function') throw argumentError(`The option ${name} is no function. Give one that ${does}.`)
}
