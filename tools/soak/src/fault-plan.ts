// Which request meets which faults: nothing but the seed decides, so that a run can be had again.
import { createHash } from 'node:crypto'
import type { FaultEffect } from '@x/emulator'

export type FaultKind = 'throttled' | 'unavailable' | 'reset' | 'slow' | 'truncated'

export const FAULTS: Readonly<Record<FaultKind, FaultEffect>> = {
  throttled: { status: 429, headers: { 'retry-after': '1' } },
  unavailable: { status: 503 },
  reset: { reset: true },
  slow: { delayMs: 300 },
  truncated: { truncate: true },
}

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[]

export interface FaultPlan {
  readonly seed: string
  /** 0 to 0.5. */
  readonly faultShare: number
}

const WORDS = 2 ** 32

/** The `nth` draw for `what`: one of the kinds, or no fault. */
export function drawFault({ seed, faultShare }: FaultPlan, what: string, nth: number): FaultKind | undefined {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, what, nth]))
    .digest()
  if (digest.readUInt32BE(0) / WORDS >= faultShare) return undefined
  return FAULT_KINDS[digest.readUInt32BE(4) % FAULT_KINDS.length]
}

/** What one of the signed requests meets, attempt by attempt. A slow answer is an answer: after it there is no other attempt. */
export function faultsOfRequest(plan: FaultPlan, id: number): readonly FaultKind[] {
  const kinds: FaultKind[] = []
  do {
    const kind = drawFault(plan, `request ${id}`, kinds.length)
    if (kind === undefined) break
    kinds.push(kind)
  } while (kinds.at(-1) !== 'slow')
  return kinds
}

export type FaultCounts = Readonly<Record<FaultKind, number>>

export const noFaults = (): Record<FaultKind, number> => ({
  throttled: 0,
  unavailable: 0,
  reset: 0,
  slow: 0,
  truncated: 0,
})

/** What all of the signed requests meet. */
export function plannedFaults(plan: FaultPlan, requests: number): FaultCounts {
  const counts = noFaults()
  for (let id = 0; id < requests; id++) {
    for (const kind of faultsOfRequest(plan, id)) counts[kind] += 1
  }
  return counts
}
