// What the page is told beside the records: both clocks, the faults that wait, and how much is kept.
import type { FaultEffect, FaultRule } from '../faults/fault-rule.ts'
import type { InspectorGround } from './ground.ts'

/** A fault rule that is not spent, as text where it is none of JSON's values. */
export interface ShownFault {
  readonly method: string | undefined
  readonly path: string | undefined
  /** `undefined` without an end. */
  readonly left: number | undefined
  /** `undefined` when a function chooses it. */
  readonly effect: FaultEffect | undefined
}

export interface InspectorState {
  readonly run: string
  /** Records with lower numbers were forgotten. */
  readonly since: number
  readonly limit: number
  readonly clock: {
    /** Epoch milliseconds by the emulator's clock; only where that stands still. */
    readonly frozenAt: number | undefined
    /** By how many milliseconds it is ahead of the machine's; only where it runs. */
    readonly offsetMs: number | undefined
  }
  readonly faults: readonly ShownFault[]
}

/** So many are told; somebody may have added thousands. */
const MOST_FAULTS = 100

export function inspectorState(
  { clock, faults, limit }: InspectorGround,
  { run, since }: Pick<InspectorState, 'run' | 'since'>,
): InspectorState {
  const frozenAt = clock.isFrozen() ? clock.now() : undefined
  const offsetMs = frozenAt === undefined ? Math.round((clock.now() - Date.now()) / 10) * 10 : undefined
  const shown = faults.active.slice(0, MOST_FAULTS).map(({ rule, left }) => shownFault(rule, left))
  return { run, since, limit, clock: { frozenAt, offsetMs }, faults: shown }
}

function shownFault({ match = {}, effect }: FaultRule, left: number): ShownFault {
  return {
    method: match.method,
    path: match.path === undefined ? undefined : String(match.path),
    left: Number.isFinite(left) ? left : undefined,
    effect: typeof effect === 'function' ? undefined : effect,
  }
}
