// Refuses an option that a function or class does not know, so that a slip is told and not overlooked. Only where the user
// calls: inside, packages pick what they pass on. Never what is data: a request, a configuration, a key.
import { argumentError } from '../argument-error.ts'
import { nearestName, type OtherNames } from './nearest-name.ts'

/** Every option, so that the compiler tells when one is missing; the values do not count. */
export type OptionNames<Options> = Readonly<Record<keyof Options, unknown>>

/**
 * A name that is none of `known`, of a member that is the object's own and has a value.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for options that are no object
 */
export function unknownOption<Options extends object>(
  options: Options,
  known: OptionNames<Options>,
): string | undefined {
  if (Object(options) !== options) throw argumentError('The options are no object. Pass one.')
  return Object.keys(options).find((name) => !Object.hasOwn(known, name) && Reflect.get(options, name) !== undefined)
}

/** What is said of an option that is none: it names the one that was meant, or all there are. */
export function unknownOptionMessage(name: string, known: object, meant: OtherNames = {}): string {
  const names = Object.keys(known)
  const nearest = nearestName(name, names, meant)
  return nearest === undefined
    ? noSuchName('option', name, names).message
    : `There is no option ${quoted(name)}. Did you mean \`${nearest}\`?`
}

/**
 * The error of a name that is none of a few; it tells them all.
 *
 * @param what - what the names are of, e.g. `event`
 */
export function noSuchName(what: string, name: string, names: readonly string[]): ReturnType<typeof argumentError> {
  return argumentError(`There is no ${what} ${quoted(name)}. Use ${names.join(', ')}.`)
}

/** The beginning: who knows what was put in the place of a name. */
const quoted = (name: string): string => JSON.stringify(name.slice(0, 60))

/**
 * The same refusal in few bytes, for what browsers load at once: it always names all options, and looks for none that is near.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is not in `known`
 */
export function refuseUnlistedOptions<Options extends object>(options: Options, known: OptionNames<Options>): void {
  const unknown = unknownOption(options, known)
  if (unknown !== undefined) throw noSuchName('option', unknown, Object.keys(known))
}

/**
 * @param meant - names that only this function's callers may bring
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is not in `known`; it names the nearest one
 */
export function refuseUnknownOptions<Options extends object>(
  options: Options,
  known: OptionNames<Options>,
  meant?: OtherNames,
): void {
  const unknown = unknownOption(options, known)
  if (unknown !== undefined) throw argumentError(unknownOptionMessage(unknown, known, meant))
}
