// The values of options: what stands on the line, else in a variable, else the default.
import type { Environment } from '@x/kernel'
import { UsageError } from './errors.ts'
import { flagOf, type AnyOption, type ValueOption } from './options.ts'

/** What the parser yields for each option, by its flag. */
export type Given = ReadonlyMap<string, readonly string[] | true>

/** @throws {@link UsageError} for what is missing, or cannot be read */
export function valuesOf(
  options: Readonly<Record<string, AnyOption>>,
  given: Given,
  env: Environment,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, valueOf(flagOf(name), option, given, env)]),
  )
}

function valueOf(flag: string, option: AnyOption, given: Given, env: Environment): unknown {
  const onLine = given.get(flag)
  const variable = option.env === undefined ? undefined : env[option.env]?.trim() || undefined
  if (option.placeholder === undefined) return onLine !== undefined || isTrue(variable)
  const texts = Array.isArray(onLine) ? (onLine as readonly string[]) : undefined
  if ('repeated' in option) return (texts ?? (variable ? [variable] : [])).map((text) => read(flag, option, text))
  const last = texts?.at(-1)
  if (last !== undefined) return read(flag, option, last)
  if (variable !== undefined) return read(option.env ?? flag, option, variable)
  if (option.required && option.defaultValue === undefined)
    throw new UsageError(`${flag} is missing: ${option.summary}. Give ${flag} ${option.placeholder}.`)
  return option.defaultValue
}

const isTrue = (text: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(text ?? '')

/** @param name - of the option or variable */
function read(name: string, { read: parse, choices, mayBeEmpty }: ValueOption<unknown>, text: string): unknown {
  // Most likely a variable of a shell that is not set: as a path it would be the folder at hand.
  if (text.trim() === '' && !mayBeEmpty) throw new UsageError(`${name} is empty. Give it a value, or leave it out.`)
  if (!parse && choices && !choices.some((choice) => choice === text))
    throw new UsageError(`${name} cannot be ${shown(text)}. Give one of ${choices.join(', ')}.`)
  try {
    return parse ? parse(text) : text
  } catch (error) {
    throw new UsageError(`${name} cannot be ${shown(text)}. ${(error as Error).message}`, { cause: error })
  }
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 60))
