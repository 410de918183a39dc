// Refuses fault rules that cannot be used, before a request meets them.
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { EmulatorOptionError } from '../../errors.ts'
import type { FaultEffect, FaultRule, FaultTarget, TokenFault } from './fault-rule.ts'

/** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION */
export function checkRule({ times = 1, effect }: FaultRule): void {
  if (times !== Number.POSITIVE_INFINITY && !(Number.isInteger(times) && times > 0)) {
    throw invalid('times', 'is neither a positive integer nor Infinity')
  }
  if (typeof effect !== 'function') checkEffect(effect)
}

/**
 * What the rule has in store for this request.
 *
 * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when its function throws or chooses what is no effect
 */
export function chooseEffect({ effect }: FaultRule, { method, path, target }: FaultTarget): FaultEffect | undefined {
  if (typeof effect !== 'function') return effect
  const chosen = asked(() => effect({ method, path, target }))
  if (chosen !== undefined) checkEffect(chosen)
  return chosen
}

function asked<T>(choose: () => T): T {
  try {
    return choose()
  } catch (cause) {
    throw invalid('effect', 'is a function that threw', cause)
  }
}

function checkEffect(effect: FaultEffect): void {
  const { delayMs = 0 } = effect
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) throw invalid('delayMs', 'is not a time in milliseconds')
  if ('status' in effect) checkStatus(effect.status, effect.headers)
  else if ('token' in effect) checkTokenFault(effect.token)
  else if (!('delayMs' in effect || 'reset' in effect || 'truncate' in effect || 'revoke' in effect)) {
    throw invalid('effect', 'names no status, delayMs, reset, truncate, token or revoke')
  }
}

const TOKEN_FAULTS: ReadonlySet<string> = new Set<TokenFault>(['wrong-key', 'truncated', 'missing'])

function checkTokenFault(fault: string): void {
  if (!TOKEN_FAULTS.has(fault)) throw invalid('token', `is none of ${[...TOKEN_FAULTS].join(', ')}`)
}

/** The longest wait a Node timer takes. */
const MAX_DELAY_MS = 2_147_483_647

function checkStatus(status: number, headers: Readonly<Record<string, string>> = {}): void {
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) throw invalid('status', 'is not from 200 to 599')
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    }
  } catch (cause) {
    throw invalid('headers', 'hold a name or value that HTTP does not allow', cause)
  }
}

function invalid(member: string, problem: string, cause?: unknown): EmulatorOptionError {
  const message = `"${member}" of a fault rule ${problem}. Correct the rule.`
  return new EmulatorOptionError('faults', message, cause === undefined ? undefined : { cause })
}
