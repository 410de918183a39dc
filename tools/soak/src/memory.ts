// Samples this process's memory after a collection, so that only what is held is counted.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export interface MemorySample {
  /** Requests that had ended. */
  readonly done: number
  readonly heapBytes: number
  readonly rssBytes: number
}

/** `gc` where `--expose-gc` was given, else the same function from a context that is made after the flag was set. */
export function garbageCollector(): () => void {
  if (globalThis.gc !== undefined) return () => void globalThis.gc?.()
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

export function sampleMemory(done: number, collect: () => void): MemorySample {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { done, heapBytes: heapUsed, rssBytes: rss }
}
