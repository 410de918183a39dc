// Refuses an effect that cannot be applied: one that a rule has, or one that the function of a rule chose.
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { isOptions } from '../../options/unknown-name.ts'
import type { FaultEffect, TokenFault } from './fault-rule.ts'
import { checkNames, invalid } from './invalid-fault.ts'

type StatusEffect = Extract<FaultEffect, { status: number }>
type TokenEffect = Extract<FaultEffect, { token: TokenFault }>

/** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION */
export function checkEffect(effect: FaultEffect): void {
  checkMembers(effect)
  const { delayMs = 0 } = effect
  // Text and null compare like numbers, and no timer takes them.
  if (!(typeof delayMs === 'number' && delayMs >= 0 && delayMs <= MAX_DELAY_MS))
    throw invalid('delayMs', 'is not a time in milliseconds')
  if ('status' in effect) checkStatus(effect)
  else if ('token' in effect) checkTokenFault(effect.token)
  else checkSwitch(effect)
}

/** The longest wait a Node timer takes. */
const MAX_DELAY_MS = 2_147_483_647

/** Which members an effect may have, by the member that says what happens. The first of these that it has decides. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'code', 'message', 'headers', 'delayMs'],
  token: ['token', 'delayMs'],
  reset: ['reset', 'delayMs'],
  truncate: ['truncate', 'delayMs'],
  revoke: ['revoke', 'delayMs'],
}

const ALL_NAMES: readonly string[] = [...new Set(Object.values(KINDS).flat())]

function checkMembers(effect: object): void {
  const kind = Object.keys(KINDS).find((name) => Object.hasOwn(Object(effect), name))
  // An effect without any of these may have one that is misspelt.
  if (kind === undefined) checkNames('"effect" of a fault rule', effect, ALL_NAMES)
  else checkNames(`"effect" of a fault rule with "${kind}"`, effect, KINDS[kind] ?? [])
}

/** Refuses `{ reset: false }`: whoever reads it would expect that no fault happens. */
function checkSwitch(effect: Exclude<FaultEffect, StatusEffect | TokenEffect>): void {
  const entry = Object.entries(effect).find(([name]) => name in KINDS)
  if (entry !== undefined && entry[1] !== true) throw invalid(entry[0], 'is not true')
  if (entry === undefined && effect.delayMs === undefined) {
    throw invalid('effect', 'names no status, delayMs, reset, truncate, token or revoke')
  }
}

const TOKEN_FAULTS: ReadonlySet<string> = new Set<TokenFault>(['wrong-key', 'truncated', 'missing'])

function checkTokenFault(fault: string): void {
  if (!TOKEN_FAULTS.has(fault)) throw invalid('token', `is none of ${[...TOKEN_FAULTS].join(', ')}`)
}

function checkStatus({ status, code = '', message = '', headers = {} }: StatusEffect): void {
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) throw invalid('status', 'is not from 200 to 599')
  if (typeof code !== 'string') throw invalid('code', 'is not a string')
  if (typeof message !== 'string') throw invalid('message', 'is not a string')
  if (!isOptions(headers)) throw invalid('headers', 'is not an object of names and values')
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value)
}

/** The emulator writes these, to fit the body that it sends. With others a client would wait for bytes that never come. */
const OF_THE_BODY: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding'])

function checkHeader(name: string, value: unknown): void {
  if (typeof value !== 'string') throw invalid('headers', 'hold a value that is not a string')
  if (OF_THE_BODY.has(name.toLowerCase())) throw invalid('headers', `hold ${name.toLowerCase()}, which fits the body`)
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (cause) {
    throw invalid('headers', 'hold a name or value that HTTP does not allow', cause)
  }
}
