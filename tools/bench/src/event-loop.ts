// For how long other work has to wait while something is done.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Work } from './measure.ts'

/** Milliseconds between turns of the event loop; one of them is the timer's own. */
export interface LoopDelays {
  readonly p99Ms: number
  readonly longestMs: number
}

/** The delays of each round, during which `work` was done once. */
export async function loopDelays(work: Work, rounds: number): Promise<LoopDelays[]> {
  const monitor = monitorEventLoopDelay({ resolution: 1 })
  const delays: LoopDelays[] = []
  for (let round = 0; round < rounds; round++) {
    monitor.reset()
    monitor.enable()
    // The first tick sets the mark that later ones are measured from, so there has to be one before the work and one after.
    await sleep(4)
    await work()
    await sleep(4)
    monitor.disable()
    delays.push({ p99Ms: monitor.percentile(99) / 1e6, longestMs: monitor.max / 1e6 })
  }
  return delays
}
