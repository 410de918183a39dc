// Fakes that tests pass as ports: a clock that only sleeping moves, chance from a seed, errors of services.

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface FakeTime {
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Every wait so far, in milliseconds. */
  readonly slept: readonly number[]
  readonly pass: (ms: number) => void
}

export function fakeTime(start = Date.UTC(2026, 0, 1)): FakeTime {
  let time = start
  const slept: number[] = []
  return {
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms)
      time += ms
    },
    slept,
    pass: (ms) => {
      time += ms
    },
  }
}

export function serviceError(status: number, code?: string, headers?: object): Error {
  return Object.assign(new Error(`HTTP ${status}`), { status, code, headers })
}
