// Timers that run when a test says so.
import { expect, vi } from 'vitest'

export interface FakeTimers {
  /** In place of `setTimeout`; what it yields clears the timer. */
  readonly setTimer: (callback: () => void, ms: number) => () => void
  /** The limits that are running, in milliseconds. */
  running(): number[]
  /** How many timers of `ms` milliseconds were ever started. */
  started(ms: number): number
  /** Waits until a timer of `ms` milliseconds runs, and lets it fire. */
  fire(ms: number): Promise<void>
}

export function fakeTimers(): FakeTimers {
  const timers = new Set<{ readonly ms: number; readonly callback: () => void }>()
  const started: number[] = []
  const running = (): number[] => [...timers].map(({ ms }) => ms)
  return {
    setTimer: (callback, ms) => {
      const timer = { ms, callback }
      started.push(ms)
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    running,
    started: (ms) => started.filter((each) => each === ms).length,
    fire: async (ms) => {
      await vi.waitFor(() => expect(running()).toContain(ms), { timeout: 60_000, interval: 2 })
      const timer = [...timers].find((candidate) => candidate.ms === ms)
      if (timer) timers.delete(timer)
      timer?.callback()
    },
  }
}
