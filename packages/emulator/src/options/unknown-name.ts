// Finds a name in an object of options that is no option: a misspelt one would otherwise have no effect, and nobody would notice.
import { nearestName } from '../lib/nearest-name.ts'

/** The first name that is none of an object's options, and the sentence that says what to write instead. */
export interface UnknownName {
  readonly name: string
  readonly remedy: string
}

/** The names of all members of `Options`; the compiler refuses a table in which one is missing. */
export const namesOf = <Options extends object>(
  table: Readonly<Record<keyof Options & string, true>>,
): readonly string[] => Object.keys(table)

/** `undefined` when every member that is defined is known. */
export function findUnknownName(given: object, names: readonly string[]): UnknownName | undefined {
  const name = Object.entries(given).find(([key, value]) => value !== undefined && !names.includes(key))?.[0]
  if (name === undefined) return undefined
  const meant = nearestName(name, names)
  const remedy = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean "${meant}"?`
  return { name: name.slice(0, LONGEST_SHOWN), remedy }
}

const LONGEST_SHOWN = 60

/** Whether something can be an object of options at all. */
export const isOptions = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
