// Keeps a fixed number of jobs going until all are done, no quicker than the run is to last.
import { setTimeout as sleep } from 'node:timers/promises'

export interface Pace {
  readonly jobs: number
  readonly inFlight: number
  readonly spreadMs: number
}

/** When job `index` may begin, from the start: bursts of as many as may be in flight, evenly spread. */
export function beginsAtMs(index: number, { jobs, inFlight, spreadMs }: Pace): number {
  const burst = Math.floor(index / inFlight)
  const bursts = Math.ceil(jobs / inFlight)
  return (spreadMs * burst) / bursts
}

/** @param job - must not reject */
export async function keepGoing(pace: Pace, job: (index: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  let next = 0
  const work = async (): Promise<void> => {
    while (next < pace.jobs) {
      const index = next++
      const waitMs = beginsAtMs(index, pace) - (performance.now() - startedAt)
      if (waitMs > 0) await sleep(waitMs)
      await job(index)
    }
  }
  await Promise.all(Array.from({ length: pace.inFlight }, work))
}
