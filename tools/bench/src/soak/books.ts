// The server's side of a soak: which fault a request meets, and what became of it, summed up so that many take no room.
import type { FaultEffect, FaultTarget, RecordedRequest } from '@x/emulator'
import { addOne, drawFault, ECHO_PATH, FAULT_KINDS, FAULTS, faultsOf, idOf, type Counts, type Plan } from './plan.ts'

export interface ServerReport {
  /** Arrivals of signed requests, those that were sent again included. */
  readonly received: number
  /** How many different requests were answered in whole. */
  readonly answered: number
  /** Of signed requests, by kind. */
  readonly faults: Counts
  /** 401s of every endpoint, by reason. */
  readonly refusals: Counts
  readonly tokens: number
  readonly revocations: number
}

export type SeenRequest = Pick<RecordedRequest, 'path' | 'target' | 'status' | 'reason' | 'fault'>

const TOKEN_PATH = '/v1/x509'
/** A principal forces one renewal in ten seconds: of a second refusal within them its caller would be told. */
const LEAST_AFTER_REFUSAL_MS = 11_000

export class Books {
  readonly #plan: Pick<Plan, 'faultShare' | 'revokeSeconds'>
  readonly #now: () => number
  readonly #given = new Map<string, number>()
  readonly #answered = new Set<number>()
  readonly #faults: Record<string, number> = {}
  readonly #refusals: Record<string, number> = {}
  readonly #counts = { received: 0, tokens: 0, revocations: 0 }
  #revokesAtMs: number

  constructor(plan: Pick<Plan, 'faultShare' | 'revokeSeconds'>, now: () => number) {
    this.#plan = plan
    this.#now = now
    this.#revokesAtMs = now() + plan.revokeSeconds * 1000
  }

  /** For the emulator: a revocation when its time has come, else what was planned. */
  readonly effect = ({ path, target }: FaultTarget): FaultEffect | undefined => {
    if (path === ECHO_PATH && this.#now() >= this.#revokesAtMs) {
      this.#putOffRevocation()
      return { revoke: true }
    }
    const { faultShare } = this.#plan
    const id = idOf(target)
    const nth = this.#given.get(target) ?? 0
    // Requests overtake each other, and each meets its own faults; everything else is hit by the order of arrival.
    const kind = id === undefined ? drawFault(faultShare, path, nth) : faultsOf(faultShare, id)[nth]
    if (id === undefined || kind !== undefined) this.#given.set(target, nth + 1)
    return kind && FAULTS[kind]
  }

  /** For the emulator: notes a request that is over. */
  readonly add = ({ path, target, status, reason, fault }: SeenRequest): void => {
    if (status === 401) {
      // Of a clock that is off a client heals without a renewal.
      if (reason !== 'clock-skew') this.#putOffRevocation()
      addOne(this.#refusals, String(reason))
    }
    if (path === TOKEN_PATH && status === 200) this.#counts.tokens += 1
    const id = idOf(target)
    if (id === undefined) return
    this.#counts.received += 1
    if (fault !== undefined && 'revoke' in fault) this.#counts.revocations += 1
    const kind = FAULT_KINDS.find((each) => FAULTS[each] === fault)
    if (kind !== undefined) addOne(this.#faults, kind)
    if (status >= 200 && status < 300 && kind !== 'truncated') this.#answered.add(id)
  }

  report(): ServerReport {
    return { ...this.#counts, answered: this.#answered.size, faults: this.#faults, refusals: this.#refusals }
  }

  #putOffRevocation(): void {
    this.#revokesAtMs = this.#now() + Math.max(this.#plan.revokeSeconds * 1000, LEAST_AFTER_REFUSAL_MS)
  }
}
