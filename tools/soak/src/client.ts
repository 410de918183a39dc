// Sends the signed requests and keeps the books of what became of each.
import { classifyError, retry } from '@x/retry'
import type { RequestSigner } from '@x/signer'
import { createCallers, type Caller, type ClientName } from './callers.ts'
import { addOne, type Counts } from './counts.ts'
import { proveAnswer } from './echo-request.ts'
import { garbageCollector, sampleMemory, type MemorySample } from './memory.ts'
import { keepGoing } from './pace.ts'
import { causeOf, soakStrategy } from './retry-rules.ts'
import type { Settings } from './settings.ts'

export interface ClientReport {
  /** Requests whose answer was proved to be theirs. */
  readonly proved: number
  readonly provedBy: Readonly<Record<ClientName, number>>
  /** Why requests got none. */
  readonly losses: Counts
  readonly retries: Counts
  /** How often an attempt ended in a 401. */
  readonly refused: number
  readonly durationMs: number
  /** Of each request with all its attempts and waits, ascending. */
  readonly latenciesMs: Float64Array
  readonly memory: readonly MemorySample[]
}

const MEMORY_SAMPLES = 50

export class Client {
  readonly #settings: Settings
  readonly #callers: Readonly<Record<ClientName, Caller>>
  readonly #strategy
  readonly #latenciesMs: Float64Array
  readonly #provedBy: Record<ClientName, number> = { axios: 0, fetch: 0 }
  readonly #losses: Record<string, number> = {}
  readonly #retries: Record<string, number> = {}
  readonly #memory: MemorySample[] = []
  #refused = 0
  #done = 0

  constructor(settings: Settings, signer: RequestSigner, origin: string) {
    this.#settings = settings
    this.#callers = createCallers(signer, origin)
    this.#strategy = soakStrategy((cause) => addOne(this.#retries, cause))
    // As large as it will be from the start, so that the books do not look like a leak.
    this.#latenciesMs = new Float64Array(settings.requests)
  }

  /** @param onProgress - called as often as memory is sampled */
  async run(onProgress: (done: number) => void): Promise<ClientReport> {
    const { requests, inFlight, spreadSeconds } = this.#settings
    const collect = garbageCollector()
    const sampleEvery = Math.max(1, Math.floor(requests / MEMORY_SAMPLES))
    const startedAt = performance.now()
    await keepGoing({ jobs: requests, inFlight, spreadMs: spreadSeconds * 1000 }, async (id) => {
      await this.#request(id)
      this.#done += 1
      // The last one has nothing in flight, unlike the others.
      if (this.#done % sampleEvery > 0 || this.#done === requests) return
      this.#memory.push(sampleMemory(this.#done, collect))
      onProgress(this.#done)
    })
    return this.#report(performance.now() - startedAt)
  }

  async #request(id: number): Promise<void> {
    const name = id % 2 === 0 ? 'axios' : 'fetch'
    const startedAt = performance.now()
    try {
      await retry(({ headers }) => this.#attempt(name, id, headers), this.#strategy)
      this.#provedBy[name] += 1
    } catch (error) {
      addOne(this.#losses, `${causeOf(error)}: ${String(error)}`)
    }
    this.#latenciesMs[id] = performance.now() - startedAt
  }

  async #attempt(name: ClientName, id: number, headers: Readonly<Record<string, string>>): Promise<void> {
    try {
      proveAnswer(await this.#callers[name](id, headers), id)
    } catch (error) {
      if (classifyError(error).status === 401) this.#refused += 1
      throw error
    }
  }

  #report(durationMs: number): ClientReport {
    return {
      proved: this.#provedBy.axios + this.#provedBy.fetch,
      provedBy: this.#provedBy,
      losses: this.#losses,
      retries: this.#retries,
      refused: this.#refused,
      durationMs,
      latenciesMs: this.#latenciesMs.sort(),
      memory: this.#memory,
    }
  }
}
