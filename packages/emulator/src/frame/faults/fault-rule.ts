// What a fault may be: a rule that says which requests it concerns, and what happens to them.

/**
 * What is wrong with a token: `"wrong-key"` binds it to another key than was asked for, `"truncated"` gives the first
 * half of it, `"missing"` answers without one.
 *
 * @example
 * ```ts
 * import { startEmulator, type TokenFault } from '@x/emulator'
 *
 * const token: TokenFault = 'wrong-key'
 * const oci = await startEmulator({ faults: [{ times: 1, effect: { token } }] })
 * await oci.close()
 * ```
 */
export type TokenFault = 'wrong-key' | 'truncated' | 'missing'

/**
 * What happens to a matched request. `delayMs`, whole milliseconds or fractions of them, goes with each of the others and comes first;
 * of the others an effect has one.
 *
 * @example
 * ```ts
 * import type { FaultEffect } from '@x/emulator'
 *
 * const busy: FaultEffect = { status: 429, headers: { 'retry-after': '1' } }
 * const slow: FaultEffect = { delayMs: 250 }
 * const slowThenGone: FaultEffect = { delayMs: 250, reset: true }
 * console.log(busy, slow, slowThenGone)
 * ```
 */
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
      /** Gives out a bad token; hits only requests to a service that gives out tokens. */
      readonly token: TokenFault
      readonly delayMs?: number | undefined
    }
  | {
      /** Revokes the token that the request was signed with, then judges the request; hits only requests with a token. */
      readonly revoke: true
      readonly delayMs?: number | undefined
    }

/**
 * What an effect gets to know of a request when the effect is a function.
 *
 * @example
 * ```ts
 * import { startEmulator, type FaultTarget } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const onSecondPage = ({ target }: FaultTarget) => (target.includes('page=') ? { status: 500 } : undefined)
 * oci.faults.add({ effect: onSecondPage })
 * await oci.close()
 * ```
 */
export interface FaultTarget {
  /** As sent, e.g. `"GET"`. */
  readonly method: string
  /** The path without its query; below `/opc/v2` without doubled slashes and a slash at the end. */
  readonly path: string
  /** The whole request target as received. */
  readonly target: string
}

/**
 * Which requests are hit, how often, and by what. A name that is unknown is refused.
 *
 * @example
 * ```ts
 * import { startEmulator, type FaultRule } from '@x/emulator'
 *
 * const rule: FaultRule = { match: { method: 'GET', path: /^\/20160918\// }, times: 2, effect: { status: 503 } }
 * const oci = await startEmulator({ faults: [rule] })
 * await oci.close()
 * ```
 */
export interface FaultRule {
  /** Which requests are hit. @defaultValue every request */
  readonly match?:
    | {
        /** In any case, e.g. `"POST"`. @defaultValue every method */
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
