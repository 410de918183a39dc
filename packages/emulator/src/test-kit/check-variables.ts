// Refuses what cannot be the variables of an environment, of which Node would take most and make other text.
import { EmulatorOptionError } from '../errors.ts'
import type { Variables } from './set-variables.ts'

/** @throws {@link EmulatorOptionError} for a promise, as of an `async` function, and for values that are no text */
export function checkVariables(given: unknown): Variables {
  if (!isPlain(given))
    throw new EmulatorOptionError(
      'variables',
      '"variables" yielded no object of names and values. Let it return one at once, not a promise.',
    )
  const wrong = Object.entries(given).find(([name, value]) => !isName(name) || !isValue(value))
  if (wrong === undefined) return given as Variables
  const message = `"variables" yielded ${JSON.stringify(wrong[0])} with a name or value that no variable has. Give text, or undefined to take it away.`
  throw new EmulatorOptionError('variables', message)
}

/** Also where a runner has objects of another realm. */
const isPlain = (given: unknown): given is object => Object.prototype.toString.call(given) === '[object Object]'

const isName = (name: string): boolean => /^[^=\0]+$/.test(name)

const isValue = (value: unknown): boolean => value === undefined || (typeof value === 'string' && !value.includes('\0'))
