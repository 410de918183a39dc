// Refuses arguments of the wrong kind where they come in, so that none is quietly taken for one that was not given.
import { argumentError } from '../argument-error.ts'
import type { OtherNames } from './nearest-name.ts'
import { refuseUnknownOptions } from './unknown-options.ts'

/** What an option has to be. */
export type Kind =
  | 'a string'
  | 'true or false'
  | 'a function'
  | 'an object'
  | 'true, false or a string'
  | 'a number'
  | 'an AbortSignal'
  /** The function looks at it itself. */
  | 'anything'

const ACCEPTS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  'a string': (value) => typeof value === 'string',
  'a number': (value) => typeof value === 'number',
  'true or false': (value) => typeof value === 'boolean',
  'a function': (value) => typeof value === 'function',
  'an object': isRecord,
  'true, false or a string': (value) => typeof value === 'boolean' || typeof value === 'string',
  'an AbortSignal': (value) => typeof value === 'object' && value !== null && 'aborted' in value,
  anything: () => true,
}

/** Name of each option, and what it has to be. `null` and `undefined` count as not given. */
export type Kinds<Options> = Readonly<Record<keyof Options, Kind>>

/** An object of members: no array, no URL, no promise, nor any other that has a kind of its own. Holds across realms. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
}

/** A function or class that takes options. */
export interface Entrance<Options> {
  /** How it is called rightly, e.g. `loadConfig({ file: … })`. */
  readonly call: string
  readonly kinds: Kinds<Options>
  readonly meant?: OtherNames | undefined
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no object of options, for an unknown option, or one of the wrong kind
 */
export function assertOptions<Options extends object>(
  options: unknown,
  { call, kinds, meant }: Entrance<Options>,
): void {
  if (!isRecord(options)) throw argumentError(`The options are ${kindOf(options)}. Call ${call}.`)
  refuseUnknownOptions(options, kinds, meant)
  for (const [name, kind] of Object.entries<Kind>(kinds)) {
    const value: unknown = Reflect.get(options, name)
    if (value === undefined || value === null || ACCEPTS[kind](value)) continue
    throw argumentError(`The option \`${name}\` is ${kindOf(value)}. It has to be ${kind}.`)
  }
}

/** @throws TypeError `ERR_INVALID_ARGUMENT`, without repeating what may be a secret */
export function assertText(value: unknown, name: string, remedy: string): asserts value is string {
  if (typeof value !== 'string') throw argumentError(`\`${name}\` is ${kindOf(value)}, not a string. ${remedy}`)
}

/** In words, and never the value: it may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  if (isRecord(value)) return 'an object'
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return tag === 'Promise' ? 'a promise, which has to be awaited' : `an object of the kind ${tag}`
}
