// Refuses fault rules that cannot be used, before a request meets them.
import { METHODS } from 'node:http'
import { namesOf } from '../../options/unknown-name.ts'
import { checkEffect } from './check-effect.ts'
import type { FaultEffect, FaultRule, FaultTarget } from './fault-rule.ts'
import { checkNames, invalid } from './invalid-fault.ts'

const RULE = namesOf<FaultRule>({ match: true, times: true, effect: true })
const MATCH = namesOf<NonNullable<FaultRule['match']>>({ method: true, path: true })

/** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION */
export function checkRule(rule: FaultRule): void {
  checkNames('A fault rule', rule, RULE)
  const { match, times = 1, effect } = rule
  if (match !== undefined) checkMatch(match)
  if (times !== Number.POSITIVE_INFINITY && !(Number.isInteger(times) && times > 0)) {
    throw invalid('times', 'is neither a positive integer nor Infinity')
  }
  if (typeof effect !== 'function') checkEffect(effect)
}

function checkMatch(match: NonNullable<FaultRule['match']>): void {
  checkNames('"match" of a fault rule', match, MATCH)
  const { method = 'GET', path = '/' } = match
  if (typeof method !== 'string') throw invalid('method', 'is not a string')
  if (!METHODS.includes(method.toUpperCase())) throw invalid('method', 'is no method of HTTP, so that it hits nothing')
  if (typeof path !== 'string' && !(path instanceof RegExp))
    throw invalid('path', 'is neither a string nor an expression')
  if (typeof path === 'string' && !WHOLE_PATH.test(path))
    throw invalid('path', 'is no whole path without query, such as "/20160918/users", so that it hits nothing')
}

/** What a path can be equal to; a part of it is found by an expression. */
const WHOLE_PATH = /^\/[^?]*$/

/**
 * Yields the effect that the rule has on this request; `undefined` when its function leaves the request to the next rule.
 *
 * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when its function throws or chooses what is no effect
 */
export function chooseEffect({ effect }: FaultRule, { method, path, target }: FaultTarget): FaultEffect | undefined {
  if (typeof effect !== 'function') return effect
  const chosen = callChooser(() => effect({ method, path, target }))
  if (chosen !== undefined) checkEffect(chosen)
  return chosen
}

function callChooser<T>(choose: () => T): T {
  try {
    return choose()
  } catch (cause) {
    throw invalid('effect', 'is a function that threw', cause)
  }
}
