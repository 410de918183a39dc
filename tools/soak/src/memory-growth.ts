// Whether memory grows: a line through the samples, once the process is warm.
import type { MemorySample } from './memory.ts'
import { fitSlope, type Slope } from './slope.ts'

export interface Growth extends Slope {
  /** What the line rises from the first of its samples to the last, in bytes. */
  readonly riseBytes: number
}

/** Below so many requests a process is still compiling itself, and every line rises. */
export const LEAST_JUDGED = 1000
/** The part of a run in which caches, pools and compiled code come to their size; of a short run it is half. */
const WARM_UP = { part: 0.2, requests: 1500, most: 0.5 } as const

const warmAfter = (requests: number): number =>
  Math.max(requests * WARM_UP.part, Math.min(WARM_UP.requests, requests * WARM_UP.most))

/** @returns `undefined` where there is too little to judge */
export function growthOf(
  samples: readonly MemorySample[],
  requests: number,
  bytesOf: (sample: MemorySample) => number,
): Growth | undefined {
  if (requests < LEAST_JUDGED) return undefined
  const warm = samples.filter(({ done }) => done >= warmAfter(requests))
  const slope = fitSlope(warm.map((sample) => ({ x: sample.done, y: bytesOf(sample) })))
  const [first, last] = [warm[0], warm.at(-1)]
  if (slope === undefined || first === undefined || last === undefined) return undefined
  return { ...slope, riseBytes: slope.perX * (last.done - first.done) }
}

/** Beyond the bound, and not by chance. */
export const isTooMuch = ({ perX, within, riseBytes }: Growth, mostBytes: number): boolean =>
  riseBytes > mostBytes && perX > within
