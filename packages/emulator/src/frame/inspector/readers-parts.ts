// What readers of events read from.
import type { Recorder } from '../records/recorder.ts'
import type { InspectorState } from './inspector-state.ts'

export interface ReadersParts {
  /** Tells this emulator from another one that listened on the same port before. */
  readonly run: string
  readonly recorder: Recorder
  readonly state: () => InspectorState
}
