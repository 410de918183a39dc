// What the inspector looks at.
import type { EmulatorClock } from '../clock.ts'
import type { FaultList } from '../faults/fault-list.ts'
import type { Recorder } from '../records/recorder.ts'

export interface InspectorGround {
  readonly recorder: Recorder
  readonly clock: EmulatorClock
  readonly faults: FaultList
  /** Further host names under which the inspector answers. */
  readonly allowedHosts: ReadonlySet<string>
  /** How many records are kept. */
  readonly limit: number
}
