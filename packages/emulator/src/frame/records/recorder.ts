// Keeps the last requests with the emulator's judgement, without their secrets.
import { createHash } from 'node:crypto'
import { BoundedMap } from '../../lib/bounded-map.ts'
import type { FaultEffect } from '../faults/fault-rule.ts'
import type { Arrival } from './arrival.ts'
import { shownClaims } from './shown-claims.ts'
import type { Difference } from '../../proof/verdict/difference.ts'
import type { RefusalReason, RejectionReason } from '../../proof/verdict/reasons.ts'
import { REMEDIES } from '../../proof/verdict/remedies.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { redactHeader, redactTarget } from '../../proof/verdict/redact.ts'

/**
 * What became of a request: `"accepted"` passed all checks, `"refused"` failed one, `"unsigned"` had no Authorization header, and
 * `"faulted"` met a fault that took the place of its answer.
 *
 * @example
 * ```ts
 * import { startEmulator, type Verdict } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const count = (verdict: Verdict) => oci.requests.filter((request) => request.verdict === verdict).length
 * console.log(count('accepted'), count('refused')) // 0 0
 * await oci.close()
 * ```
 */
export type Verdict = 'accepted' | 'refused' | 'unsigned' | 'faulted'

/**
 * One request as the emulator saw it. Tokens, signatures and other secrets in headers and target are replaced by `<redacted>`.
 *
 * @example
 * ```ts
 * import { startEmulator, type RecordedRequest } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * await fetch(`${oci.url}/20160918/users?limit=1`)
 * const last: RecordedRequest | undefined = oci.requests.at(-1)
 * console.log(last?.path, last?.verdict, last?.status) // "/20160918/users" "unsigned" 401
 * await oci.close()
 * ```
 */
export interface RecordedRequest {
  /** Counted from 1 in the order of the answers; no number is given twice. */
  readonly number: number
  /** When it arrived: epoch milliseconds by the emulator's clock. */
  readonly at: number
  /** The same moment by the machine's clock, in epoch milliseconds. */
  readonly realAt: number
  /** Milliseconds from its arrival, before its body was read, until its answer was there; the delay of a fault included. */
  readonly durationMs: number
  /** As received, e.g. `"GET"`. */
  readonly method: string
  /** The path as received, without its query. */
  readonly path: string
  /** The whole request target as received. */
  readonly target: string
  /** Lower-case names; repeated ones joined by `", "`. */
  readonly headers: Readonly<Record<string, string>>
  /** How many bytes of a body were received. */
  readonly bodyBytes: number
  /** What became of it. */
  readonly verdict: Verdict
  /** Why it was refused; `"fault"` under a fault, `"too-large"` when it was not read to its end; `undefined` when accepted. */
  readonly reason: RefusalReason | RejectionReason | 'fault' | 'too-large' | undefined
  /** The reason in words. */
  readonly explanation: string | undefined
  /** What to do about the reason, in words. */
  readonly remedy: string | undefined
  /** What the emulator rebuilt; `undefined` when there was nothing to rebuild it from. */
  readonly signingString: string | undefined
  /** What the client signed instead, when the emulator found out; else `undefined`. */
  readonly signedString: string | undefined
  /** Where that differs from what the client signed, when the emulator found out; else `undefined`. */
  readonly difference: Difference | undefined
  /** The key id of an API key; `ST$<redacted>` for a session. */
  readonly keyId: string | undefined
  /** OCID of the user or, for an instance principal, of the instance, once verified. */
  readonly user: string | undefined
  /** Who sent it, once the signature was verified. */
  readonly caller:
    | {
        readonly kind: 'api-key' | 'session' | 'instance' | 'resource' | 'workload'
        readonly tenancy: string
        /** OCID of the user, instance or resource; of a pod, the name of its service account. */
        readonly user: string
      }
    | undefined
  /**
   * The claims of the token that it came with, in its key id or as bearer token; not verified unless the request was accepted. Lists
   * and objects are JSON text; secrets are replaced by `<redacted>`.
   */
  readonly claims: Readonly<Record<string, string | number | boolean | null>> | undefined
  /** Status of the answer; 0 when the connection was closed without one. */
  readonly status: number
  /** The `opc-request-id` of the answer. */
  readonly requestId: string
  /** The fault that the request met, also one that left its verdict as it was. */
  readonly fault: FaultEffect | undefined
  /** Whether it was performed although it was refused: with the option `soft`. */
  readonly letThrough: boolean
  /** Whether the upstream answered it, or was to: with the option `upstream`. */
  readonly forwarded: boolean
}

/**
 * Is called with the record of each request before that is answered; what it throws is ignored.
 *
 * @example
 * ```ts
 * import { startEmulator, type RequestListener } from '@x/emulator'
 *
 * const print: RequestListener = ({ method, path, status, reason }) => console.log(method, path, status, reason)
 * const oci = await startEmulator({ onRequest: print })
 * await oci.close()
 * ```
 */
export type RequestListener = (record: RecordedRequest) => void

/** The part of a record that the verifier contributes. */
export type Judgement = Pick<
  RecordedRequest,
  'verdict' | 'reason' | 'explanation' | 'signingString' | 'signedString' | 'difference' | 'keyId' | 'user' | 'caller'
>

/** A client that asks for new paths again and again must not fill the memory: the count of the oldest path is dropped. */
const MAX_COUNTED_ENDPOINTS = 10_000
/** To take one off the front of a longer array than this costs as much as the array is long: a millisecond at 100 000. */
const LONG_LIST = 10_000
/** A longer endpoint is counted by its hash, as ten thousand of the longest would fill the memory. */
const LONGEST_ENDPOINT = 256

export interface RecorderParts {
  readonly onRequest?: RequestListener | undefined
  /** The endpoint that a target is counted under. @defaultValue its path */
  readonly endpointOf?: (target: string) => string
}

export class Recorder {
  readonly #records: RecordedRequest[] = []
  readonly #counts = new BoundedMap<string, number>(MAX_COUNTED_ENDPOINTS)
  readonly #watchers = new Set<() => void>()
  #total = 0
  #resets = 0
  readonly #limit: number
  readonly #onRequest: RequestListener | undefined
  readonly #endpointOf: (target: string) => string

  constructor(limit: number, { onRequest, endpointOf = pathOf }: RecorderParts = {}) {
    this.#limit = limit
    this.#onRequest = onRequest
    this.#endpointOf = endpointOf
  }

  get records(): readonly RecordedRequest[] {
    return this.#records
  }

  /** How many requests came: the number of the last one. */
  get total(): number {
    return this.#total
  }

  /** How often the records were forgotten. */
  get resets(): number {
    return this.#resets
  }

  /** The records with higher numbers than this, the oldest first, and as many at most. */
  after(number: number, most: number): readonly RecordedRequest[] {
    const oldest = this.#records[0]?.number ?? 0
    const from = Math.max(0, number + 1 - oldest)
    return this.#records.slice(from, from + most)
  }

  /**
   * @param watcher - is called after each record that is kept; must not throw
   * @returns ends that
   */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** How many requests came, including those whose records are no longer kept. */
  count(method: string, path: string): number {
    return this.#counts.get(this.#countedAs(method.toUpperCase(), path)) ?? 0
  }

  /** What arrived before records were last forgotten is forgotten with them. */
  add(
    request: ReceivedRequest,
    judgement: Judgement,
    answer: Pick<RecordedRequest, 'status' | 'requestId' | 'fault'> &
      Partial<Pick<RecordedRequest, 'letThrough' | 'forwarded'>> & { readonly arrival: Arrival },
  ): void {
    const { arrival, ...answered } = answer
    if (arrival.resets !== this.#resets) return
    this.#total += 1
    const endpoint = this.#countedAs(request.method, request.target)
    this.#counts.set(endpoint, (this.#counts.get(endpoint) ?? 0) + 1)
    if (this.#limit === 0 && this.#onRequest === undefined) return
    const target = redactTarget(request.target)
    const { reason } = judgement
    const record = {
      number: this.#total,
      at: arrival.at,
      realAt: arrival.realAt,
      durationMs: toHundredths(arrival.elapsedMs()),
      letThrough: false,
      forwarded: false,
      ...answered,
      ...judgement,
      remedy: reason && REMEDIES[reason],
      claims: shownClaims(request),
      method: request.method,
      path: pathOf(target),
      target,
      headers: redactHeaders(request),
      bodyBytes: request.body.length,
    }
    this.#keep(record)
    this.#tell(record)
  }

  /** Empties the array that its readers hold. */
  reset(): void {
    this.#resets += 1
    this.#records.length = 0
    this.#counts.clear()
  }

  #countedAs(method: string, target: string): string {
    const endpoint = `${method} ${this.#endpointOf(target)}`
    return endpoint.length > LONGEST_ENDPOINT ? createHash('sha256').update(endpoint).digest('base64') : endpoint
  }

  #keep(record: RecordedRequest): void {
    if (this.#limit === 0) return
    if (this.#records.length >= this.#limit + slackOf(this.#limit))
      this.#records.splice(0, this.#records.length - this.#limit + 1)
    this.#records.push(record)
    for (const watcher of this.#watchers) watcher()
  }

  #tell(record: RecordedRequest): void {
    try {
      this.#onRequest?.(record)
    } catch {
      // The client must get its answer even when a listener throws.
    }
  }
}

/** How many more than asked for are kept before the oldest are dropped together. */
const slackOf = (limit: number): number => (limit > LONG_LIST ? Math.floor(limit / 10) : 0)

const toHundredths = (ms: number): number => Math.round(ms * 100) / 100

function redactHeaders(request: ReceivedRequest): Readonly<Record<string, string>> {
  const entries = [...request.headers.keys()].map((name): [string, string] => [
    name,
    redactHeader(name, headerValue(request, name) ?? ''),
  ])
  return Object.fromEntries(entries)
}
