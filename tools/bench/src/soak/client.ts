// Sends the requests of a soak and keeps the books of what became of each.
import { createHistogram } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { classifyError, retry } from '@x/retry'
import type { RequestSigner } from '@x/signer'
import { concurrently } from '../measure.ts'
import { causeOf, createCallers, soakStrategy } from './callers.ts'
import { addOne, proveAnswer, requestOf, type Counts, type Plan } from './plan.ts'

/** This process after a collection, so that only what is held is counted. */
export interface MemorySample {
  readonly heapBytes: number
  readonly rssBytes: number
}

export interface ClientReport {
  /** Requests whose answer was proved to be theirs, by client. */
  readonly proved: Counts
  /** Why requests got none. */
  readonly losses: Counts
  readonly retries: Counts
  /** How often an attempt ended in a 401. */
  readonly refused: number
  /** Of the whole run. */
  readonly spentMs: number
  /** Of a request with all its attempts and waits. */
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly memory: readonly MemorySample[]
}

const MEMORY_SAMPLES = 50

/** @param onDone - told how many requests have ended */
export async function sendAll(
  plan: Plan,
  signer: RequestSigner,
  origin: string,
  onDone: (done: number) => void,
): Promise<ClientReport> {
  const callers = createCallers(signer, origin)
  const counts = { proved: {}, losses: {}, retries: {} } as const
  const strategy = soakStrategy((cause) => addOne(counts.retries, cause))
  const latencies = createHistogram()
  const memory: MemorySample[] = []
  const sampleMemory = memorySampler()
  const sampleEvery = Math.ceil(plan.requests / MEMORY_SAMPLES)
  const startedAt = performance.now()
  let [begun, done, refused] = [0, 0, 0]

  const attempt = async (id: number, headers: Readonly<Record<string, string>>): Promise<void> => {
    try {
      proveAnswer(await callers[requestOf(id).client](id, headers), id)
    } catch (error) {
      if (classifyError(error).status === 401) refused += 1
      throw error
    }
  }
  const request = async (): Promise<void> => {
    const id = begun++
    await sleep(Math.max(0, beginsAtMs(id, plan) - (performance.now() - startedAt)))
    const sentAt = performance.now()
    try {
      await retry(({ headers }) => attempt(id, headers), strategy)
      addOne(counts.proved, requestOf(id).client)
    } catch (error) {
      addOne(counts.losses, `${causeOf(error)}: ${String(error)}`)
    }
    latencies.record(Math.max(1, Math.round(performance.now() - sentAt)))
    onDone(++done)
    // The last one has nothing in flight, unlike the others.
    if (done % sampleEvery === 0 && done < plan.requests) memory.push(sampleMemory())
  }

  await concurrently(plan.requests, plan.inFlight, request)()
  const latencyMs = { p50: latencies.percentile(50), p99: latencies.percentile(99), max: latencies.max }
  return { ...counts, refused, spentMs: performance.now() - startedAt, latencyMs, memory }
}

/** When a request may begin, from the start: bursts of as many as may be in flight, evenly spread. */
function beginsAtMs(id: number, { requests, inFlight, spreadSeconds }: Plan): number {
  return (spreadSeconds * 1000 * Math.floor(id / inFlight)) / Math.ceil(requests / inFlight)
}

function memorySampler(): () => MemorySample {
  // A context that is made after the flag was set has the collector.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return () => {
    collect()
    const { heapUsed, rss } = process.memoryUsage()
    return { heapBytes: heapUsed, rssBytes: rss }
  }
}
