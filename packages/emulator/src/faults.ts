// Faults on request: rules that make the emulator answer wrongly, late or not at all.
import { checkRule, chooseEffect } from './check-fault.ts'
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
  | {
      /** Revokes the token that the request was signed with, then judges the request; hits only requests with a token. */
      readonly revoke: true
      readonly delayMs?: number | undefined
    }

/** What an effect that is a function knows of a request. */
export interface FaultTarget {
  readonly method: string
  /** The path without its query. */
  readonly path: string
  /** The whole request target as received. */
  readonly target: string
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
  /**
   * What happens; or a function that says it for each matching request, where `undefined` leaves the request to the next rule.
   * It is called once for a request, so that it may count.
   */
  readonly effect: FaultEffect | ((request: FaultTarget) => FaultEffect | undefined)
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

  /**
   * The effect for this request, counted off.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when a function threw or chose what is no effect
   */
  take(request: FaultableRequest): FaultEffect | undefined {
    for (const active of this.#rules) {
      if (active.left === 0 || !matches(active.rule, request)) continue
      const effect = chooseEffect(active.rule, request)
      if (effect === undefined || !concerns(effect, request)) continue
      active.left -= 1
      return effect
    }
    return undefined
  }
}

/** Where tokens are given out. */
const TOKEN_PATHS: ReadonlySet<string> = new Set([FEDERATION_PATH, SCOPED_TOKEN_PATH, USER_TOKEN_PATH])

export interface FaultableRequest extends FaultTarget {
  /** The token it was signed with; looked for only when a rule asks. */
  readonly token: () => string | undefined
}

function matches({ match = {} }: FaultRule, { method, path }: FaultTarget): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  // `search` ignores the state a global expression carries from call to call.
  return typeof match.path === 'string' ? match.path === path : path.search(match.path) !== -1
}

function concerns(effect: FaultEffect, { path, token }: FaultableRequest): boolean {
  if ('token' in effect) return TOKEN_PATHS.has(path)
  return !('revoke' in effect) || token() !== undefined
}
