// Checks options against a table of rules, so that every strategy refuses the same mistakes in the same words.
import { unknownOptionMessage } from '@x/kernel'
import { InvalidRetryOptionError } from './errors.ts'

/** Says what the option has to be, or `undefined` when the value will do. */
export type Check = (value: unknown) => string | undefined

const quote = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : `a ${typeof value}`
}

const rule =
  (expected: string, accepts: (value: unknown) => boolean): Check =>
  (value) =>
    accepts(value) ? undefined : expected

const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A whole number of at least `minimum`. */
export const integer = (minimum: number): Check =>
  rule(`a whole number of at least ${minimum}`, (value) => Number.isSafeInteger(value) && Number(value) >= minimum)

/** A finite number between two bounds, both allowed. */
export const number = (minimum: number, maximum = Number.MAX_VALUE): Check =>
  rule(
    maximum === Number.MAX_VALUE ? `a finite number of at least ${minimum}` : `a number from ${minimum} to ${maximum}`,
    (value) => finite(value) && value >= minimum && value <= maximum,
  )

/** A duration that takes some time: more than zero. */
export const positive: Check = rule('a finite number above 0', (value) => finite(value) && value > 0)

export const boolean: Check = rule('true or false', (value) => typeof value === 'boolean')
export const callable: Check = rule('a function', (value) => typeof value === 'function')
export const text: Check = rule('a string that is not empty', (value) => typeof value === 'string' && value !== '')

export const oneOf = (values: readonly string[]): Check =>
  rule(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value))

/** `false` switches the option off; anything else has to pass `check`. */
export const orFalse =
  (check: Check): Check =>
  (value) => {
    const expected = value === false ? undefined : check(value)
    return expected === undefined ? undefined : `${expected}, or false to switch it off`
  }

/**
 * Yields a copy of `options` without its undefined members.
 *
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` for a member that is unknown or fails its rule
 */
export function checkedOptions(
  what: string,
  options: unknown,
  rules: Readonly<Record<string, Check>>,
): Record<string, unknown> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidRetryOptionError(
      `A ${what} is an object of options, not ${quote(options)}. Pass { … } or a strategy.`,
    )
  }
  const checked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const check = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (check === undefined) {
      throw new InvalidRetryOptionError(unknownOptionMessage(name, rules), name)
    }
    const expected = check(value)
    if (expected !== undefined) {
      throw new InvalidRetryOptionError(
        `The ${what} option ${name} is ${quote(value)}. It has to be ${expected}.`,
        name,
      )
    }
    checked[name] = value
  }
  return checked
}
