// The plan as a rule of an emulator: faults of requests by their number, of everything else by the order of arrival.
import type { FaultRule, FaultTarget } from '@x/emulator'
import { ECHO_PATH, idOf } from './echo-request.ts'
import { drawFault, FAULTS, faultsOfRequest, type FaultKind, type FaultPlan } from './fault-plan.ts'

/** However requests overtake each other, each one meets its own faults. */
export function plannedRule(plan: FaultPlan): FaultRule {
  const counts = new Map<string, number>()
  const ofRequest = (id: number, target: string): FaultKind | undefined => {
    const given = counts.get(target) ?? 0
    const kind = faultsOfRequest(plan, id)[given]
    if (kind !== undefined) counts.set(target, given + 1)
    return kind
  }
  const ofIdentity = (path: string): FaultKind | undefined => {
    const nth = counts.get(path) ?? 0
    counts.set(path, nth + 1)
    return drawFault(plan, path, nth)
  }
  const effect = ({ path, target }: FaultTarget) => {
    const id = idOf(target)
    const kind = id === undefined ? ofIdentity(path) : ofRequest(id, target)
    return kind && FAULTS[kind]
  }
  return { effect }
}

export interface Revocations {
  readonly rule: FaultRule
  /** Puts the next revocation off. */
  readonly refused: () => void
}

/** A principal forces one renewal in ten seconds: of a second refusal within them its caller would be told. */
const LEAST_AFTER_REFUSAL_MS = 11_000

/** The token of one request is revoked `everyMs` after the start, and again so long after the last refusal. */
export function revocations(everyMs: number, now: () => number): Revocations {
  let dueAt = now() + everyMs
  const refused = (): void => void (dueAt = now() + Math.max(everyMs, LEAST_AFTER_REFUSAL_MS))
  const effect = () => {
    if (now() < dueAt) return undefined
    refused()
    return { revoke: true } as const
  }
  return { rule: { match: { path: ECHO_PATH }, effect }, refused }
}
