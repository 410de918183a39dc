// Faults on request: rules that make the emulator answer wrongly, late or not at all.
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { EmulatorOptionError } from './errors.ts'
import { FEDERATION_PATH, SCOPED_TOKEN_PATH, USER_TOKEN_PATH } from './protocol/required-headers.ts'

/**
 * What is wrong with a token: `"wrong-key"` binds it to another key than was asked for, `"truncated"` gives the first
 * half of it, `"missing"` answers without one.
 */
export type TokenFault = 'wrong-key' | 'truncated' | 'missing'

/** What happens to a matched request; `delayMs` comes before each of the others. */
export type FaultEffect =
  | {
      /** Answers with this status instead of performing the request. */
      readonly status: number
      /** `code` of the error body. @defaultValue OCI's code for the status */
      readonly code?: string | undefined
      /** `message` of the error body. */
      readonly message?: string | undefined
      /** Further headers, e.g. `{ 'retry-after': '1' }`. */
      readonly headers?: Readonly<Record<string, string>> | undefined
      readonly delayMs?: number | undefined
    }
  | {
      /** Waits this many milliseconds of real time, then performs the request as usual. */
      readonly delayMs: number
    }
  | {
      /** Closes the connection without an answer; the request is not performed. */
      readonly reset: true
      readonly delayMs?: number | undefined
    }
  | {
      /** Performs the request but sends only the first half of the answer's body, as a complete HTTP response. */
      readonly truncate: true
      readonly delayMs?: number | undefined
    }
  | {
      /** Gives out a bad token; hits only requests to the auth service and the identity data plane that ask for one. */
      readonly token: TokenFault
      readonly delayMs?: number | undefined
    }

/** Which requests are hit, how often, and by what. */
export interface FaultRule {
  readonly match?:
    | {
        /** @defaultValue every method */
        readonly method?: string | undefined
        /** The path without its query: equal to the string, or found by the expression. @defaultValue every path */
        readonly path?: string | RegExp | undefined
      }
    | undefined
  /** How many requests are hit before the rule is spent. @defaultValue Infinity */
  readonly times?: number | undefined
  readonly effect: FaultEffect
}

/** The faults of a running emulator. The first rule that matches a request and is not spent decides. */
export interface EmulatorFaults {
  /** @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when the rule cannot be used */
  add(rule: FaultRule): void
  /** Removes every rule. */
  clear(): void
}

interface ActiveRule {
  readonly rule: FaultRule
  left: number
}

export class FaultList implements EmulatorFaults {
  #rules: ActiveRule[] = []

  constructor(rules: readonly FaultRule[] = []) {
    for (const rule of rules) this.add(rule)
  }

  add(rule: FaultRule): void {
    checkRule(rule)
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY })
  }

  clear(): void {
    this.#rules = []
  }

  /** The effect for this request, counted off. */
  take(method: string, path: string): FaultEffect | undefined {
    const active = this.#rules.find(({ rule, left }) => left > 0 && matches(rule, method, path))
    if (active === undefined) return undefined
    active.left -= 1
    return active.rule.effect
  }
}

/** Where tokens are given out. */
const TOKEN_PATHS: ReadonlySet<string> = new Set([FEDERATION_PATH, SCOPED_TOKEN_PATH, USER_TOKEN_PATH])

function matches({ match = {}, effect }: FaultRule, method: string, path: string): boolean {
  if ('token' in effect && !TOKEN_PATHS.has(path)) return false
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  // `search` ignores the state a global expression carries from call to call.
  return typeof match.path === 'string' ? match.path === path : path.search(match.path) !== -1
}

function checkRule({ times = 1, effect }: FaultRule): void {
  if (times !== Number.POSITIVE_INFINITY && !(Number.isInteger(times) && times > 0)) {
    throw invalid('times', 'is neither a positive integer nor Infinity')
  }
  const { delayMs = 0 } = effect
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) throw invalid('delayMs', 'is not a time in milliseconds')
  if ('status' in effect) checkStatus(effect.status, effect.headers)
  else if ('token' in effect) checkTokenFault(effect.token)
  else if (!('delayMs' in effect || 'reset' in effect || 'truncate' in effect)) {
    throw invalid('effect', 'names no status, delayMs, reset, truncate or token')
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
