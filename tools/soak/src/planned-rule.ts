// The plan as a rule of an emulator: faults of requests by their number, of everything else by the order of arrival.
import type { FaultRule, FaultTarget } from '@x/emulator'
import { idOf } from './echo-request.ts'
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
