// What the server saw, summed up request by request, so that a hundred thousand of them take no room.
import type { FaultEffect, RecordedRequest } from '@x/emulator'
import { addOne, type Counts } from './counts.ts'
import { ECHO_PATH, idOf } from './echo-request.ts'
import { FAULTS, FAULT_KINDS, noFaults, type FaultCounts, type FaultKind } from './fault-plan.ts'

export interface ServerReport {
  /** Arrivals of signed requests, those that were sent again included. */
  readonly received: number
  /** Whole 2xx answers to signed requests. */
  readonly answered: number
  /** How many different requests these answered. */
  readonly answeredIds: number
  /** Faults of signed requests. */
  readonly faults: FaultCounts
  /** Faults of the metadata service and the auth service. */
  readonly identityFaults: FaultCounts
  readonly tokensIssued: number
  readonly revocations: number
  readonly rotations: number
  /** By reason: the 401s of signed requests. */
  readonly refusals: Counts
  /** By reason: the 401s of the auth service. */
  readonly exchangeRefusals: Counts
}

export type SeenRequest = Pick<RecordedRequest, 'path' | 'target' | 'status' | 'reason' | 'fault'>

const EXCHANGE_PATH = '/v1/x509'

export class Tally {
  readonly #answeredIds = new Set<number>()
  readonly #faults = noFaults()
  readonly #identityFaults = noFaults()
  readonly #refusals: Record<string, number> = {}
  readonly #exchangeRefusals: Record<string, number> = {}
  #received = 0
  #answered = 0
  #tokensIssued = 0
  #revocations = 0
  #rotations = 0

  readonly add = (seen: SeenRequest): void => {
    const kind = kindOf(seen.fault)
    if (seen.path === ECHO_PATH) this.#addSigned(seen, kind)
    else this.#addIdentity(seen, kind)
  }

  /** @returns how many there have been */
  addRotation(): number {
    return (this.#rotations += 1)
  }

  report(): ServerReport {
    return {
      received: this.#received,
      answered: this.#answered,
      answeredIds: this.#answeredIds.size,
      faults: this.#faults,
      identityFaults: this.#identityFaults,
      tokensIssued: this.#tokensIssued,
      revocations: this.#revocations,
      rotations: this.#rotations,
      refusals: this.#refusals,
      exchangeRefusals: this.#exchangeRefusals,
    }
  }

  #addSigned({ target, status, reason, fault }: SeenRequest, kind: FaultKind | undefined): void {
    this.#received += 1
    if (kind !== undefined) this.#faults[kind] += 1
    if (fault !== undefined && 'revoke' in fault) this.#revocations += 1
    if (status === 401) addOne(this.#refusals, String(reason))
    const id = idOf(target)
    if (status < 200 || status > 299 || kind === 'truncated' || id === undefined) return
    this.#answered += 1
    this.#answeredIds.add(id)
  }

  #addIdentity({ path, status, reason }: SeenRequest, kind: FaultKind | undefined): void {
    if (kind !== undefined) this.#identityFaults[kind] += 1
    if (path !== EXCHANGE_PATH) return
    if (status === 200) this.#tokensIssued += 1
    if (status === 401) addOne(this.#exchangeRefusals, String(reason))
  }
}

const kindOf = (fault: FaultEffect | undefined): FaultKind | undefined =>
  FAULT_KINDS.find((kind) => FAULTS[kind] === fault)
