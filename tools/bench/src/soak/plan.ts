// What a soak sends and what it meets: nothing but the number of a request decides, so that a run can be had again.
import { createHash } from 'node:crypto'
import type { FaultEffect } from '@x/emulator'

export type Counts = Readonly<Record<string, number>>

export interface Plan {
  readonly requests: number
  readonly inFlight: number
  /** The part of the requests that meets a fault, each attempt anew. */
  readonly faultShare: number
  readonly tokenSeconds: number
  readonly rotateSeconds: number
  /** A token is revoked so long after the start, and again so long after the last 401. */
  readonly revokeSeconds: number
  /** A quick machine is held back to last at least so long, in bursts of as many requests as may be in flight. */
  readonly spreadSeconds: number
}

/** Below so many requests there is no time for what a full run has every twenty seconds. */
const SHORT_BELOW = 20_000

export const planOf = (requests: number): Plan => ({
  requests,
  inFlight: 64,
  faultShare: 0.05,
  tokenSeconds: 5,
  ...(requests < SHORT_BELOW
    ? { rotateSeconds: 8, revokeSeconds: 4, spreadSeconds: 25 }
    : { rotateSeconds: 20, revokeSeconds: 15, spreadSeconds: 100 }),
})

export const CLIENTS = ['axios', 'fetch', 'http'] as const
export type ClientName = (typeof CLIENTS)[number]

export const ECHO_PATH = '/echo'

export interface EchoRequest {
  readonly client: ClientName
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body?: { readonly text: string }
}

/** Clients take turns, and each has requests with a body and without. */
export function requestOf(id: number): EchoRequest {
  const client = CLIENTS[id % CLIENTS.length] ?? 'fetch'
  const target = `${ECHO_PATH}?id=${id}`
  if (id % (2 * CLIENTS.length) < CLIENTS.length) return { client, method: 'GET', target }
  return { client, method: 'POST', target, body: { text: `request ${id}` } }
}

/** @returns `undefined` when it is none of ours */
export function idOf(target: string): number | undefined {
  const digits = /^\/echo\?id=(\d+)$/.exec(target)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** A 2xx whose body is not the whole answer to the request. */
export class IncompleteAnswerError extends Error {
  override readonly name = 'IncompleteAnswerError'
}

/** @throws {@link IncompleteAnswerError} when `answer` is not what the echo says to this request of an instance */
export function proveAnswer(answer: unknown, id: number): void {
  const { method, target, body } = requestOf(id)
  const said = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>
  const echoed = Buffer.from(String(said['body'] ?? ''), 'base64').toString('utf8')
  const { kind } = (said['caller'] ?? {}) as { readonly kind?: unknown }
  const isOurs = said['method'] === method && said['target'] === target && kind === 'instance'
  if (isOurs && echoed === (body === undefined ? '' : JSON.stringify(body))) return
  throw new IncompleteAnswerError(`The answer is not the whole answer to ${method} ${target}.`)
}

export const FAULTS = {
  throttled: { status: 429, headers: { 'retry-after': '1' } },
  unavailable: { status: 503 },
  reset: { reset: true },
  slow: { delayMs: 300 },
  truncated: { truncate: true },
} as const satisfies Readonly<Record<string, FaultEffect>>

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[]

/** The `nth` draw for `what`: one of the kinds, or no fault. */
export function drawFault(share: number, what: string, nth: number): FaultKind | undefined {
  const digest = createHash('sha256').update(`${what} ${nth}`).digest()
  if (digest.readUInt32BE(0) / 2 ** 32 >= share) return undefined
  return FAULT_KINDS[digest.readUInt32BE(4) % FAULT_KINDS.length]
}

/** What a request meets, attempt by attempt. A slow answer is an answer: after it there is no other attempt. */
export function faultsOf(share: number, id: number): readonly FaultKind[] {
  const kinds: FaultKind[] = []
  while (kinds.at(-1) !== 'slow') {
    const kind = drawFault(share, `request ${id}`, kinds.length)
    if (kind === undefined) break
    kinds.push(kind)
  }
  return kinds
}

/** How many faults of each kind all the requests meet. */
export function plannedFaults({ requests, faultShare }: Pick<Plan, 'requests' | 'faultShare'>): Counts {
  const counts: Record<string, number> = {}
  for (let id = 0; id < requests; id++) for (const kind of faultsOf(faultShare, id)) addOne(counts, kind)
  return counts
}

export function addOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}
