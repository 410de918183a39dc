// The refusal of a fault rule, in the same words for each of its members.
import { EmulatorOptionError } from '../../errors.ts'
import { findUnknownName, isOptions } from '../../options/unknown-name.ts'

export function invalid(member: string, problem: string, cause?: unknown): EmulatorOptionError {
  const message = `"${member}" of a fault rule ${problem}. Correct the rule.`
  return new EmulatorOptionError('faults', message, cause === undefined ? undefined : { cause })
}

/**
 * @param part - the part of the rule that `given` is, as the subject of a sentence
 * @throws {@link EmulatorOptionError} for what is no object, or has a member that is none of `names`
 */
export function checkNames(part: string, given: object, names: readonly string[]): void {
  if (!isOptions(given)) throw new EmulatorOptionError('faults', `${part} is not an object. Correct the rule.`)
  const unknown = findUnknownName(given, names)
  if (unknown === undefined) return
  throw new EmulatorOptionError('faults', `${part} has no member "${unknown.name}". ${unknown.remedy}`)
}
