// What a fleet told, each test for itself: what one left behind must not tell the next.
import { beforeEach } from 'vitest'
import type { FleetEvent, OnFleetEvent } from '../../src/index.ts'

export interface Heard {
  /** Of the present test. */
  readonly events: readonly FleetEvent[]
  /** The kinds of the events, in their order. */
  types(): readonly string[]
  /** Forgets what was told so far in this test; listeners of before are heard no more. */
  forget(): void
  /** Hears for the present test, also after its end. */
  listener(): OnFleetEvent
}

/** Begins anew with each test. */
export function useHeard(): Heard {
  let events: FleetEvent[] = []
  beforeEach(() => void (events = []))
  return {
    get events() {
      return events
    },
    types: () => events.map(({ type }) => type),
    forget: () => void (events = []),
    listener: () => {
      const own = events
      return (event) => void own.push(event)
    },
  }
}
