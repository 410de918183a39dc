import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concurrently, differences, interleaved, quantile, ratios, serially, spreadOf } from './measure.ts'

const figures = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })

describe('quantile', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0, 10],
    [[10, 20, 30, 40, 50], 1, 50],
    [[10, 20, 30, 40, 50], 0.1, 14],
    [[7], 0.9, 7],
    [[100, 9, 20], 1, 100],
  ])('of %j at %d is %d', (values, fraction, expected) => {
    expect(quantile(values, fraction)).toBeCloseTo(expected, 10)
  })

  it('leaves the values in their order', () => {
    const values = [3, 1, 2]
    quantile(values, 0.5)
    expect(values).toEqual([3, 1, 2])
  })

  it.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY, 1, 2]]])(
    'refuses %j, which was not measured',
    (values) => {
      expect(() => quantile(values, 0.5)).toThrow(RangeError)
    },
  )

  it('does not depend on the order of the values, and lies between the smallest and the largest', () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const found = quantile(values, fraction)
        expect(quantile(values.toReversed(), fraction)).toBe(found)
        expect(found).toBeGreaterThanOrEqual(Math.min(...values))
        expect(found).toBeLessThanOrEqual(Math.max(...values))
      }),
      { numRuns: 200 },
    )
  })
})

describe('spreadOf', () => {
  it('is the median with the values that nine of ten stay above, and below', () => {
    expect(spreadOf([11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ median: 6, p10: 2, p90: 10 })
  })

  it('is not moved by one round that the machine disturbed', () => {
    expect(spreadOf([1, 1, 1, 1, 900]).median).toBe(1)
  })
})

describe('two series of the same rounds', () => {
  it('are compared round by round', () => {
    expect(ratios([2, 9, 4], [1, 3, 8])).toEqual([2, 3, 0.5])
    expect(differences([2, 9, 4], [1, 3, 8])).toEqual([1, 6, -4])
  })

  it.each([ratios, differences])('are refused when they differ in length', (compare) => {
    expect(() => compare([1, 2], [1])).toThrow(RangeError)
  })
})

describe('interleaved', () => {
  const clock = (): { now: () => number; pass: (ms: number) => void } => {
    let time = 0
    return { now: () => time, pass: (ms) => void (time += ms) }
  }

  it('lets the contenders take turns, in the other order from round to round', async () => {
    const turns: string[] = []
    const contenders = { a: () => turns.push('a'), b: () => turns.push('b') }
    await interleaved(contenders, { rounds: 2, warmUpRounds: 1 })
    expect(turns.join('')).toBe('abbaab')
  })

  it('yields the time of each round that counts, and of none that warms up', async () => {
    const { now, pass } = clock()
    let round = 0
    const times = await interleaved(
      { slow: async () => pass(10 * ++round), fast: () => pass(1) },
      { rounds: 3, warmUpRounds: 2, now },
    )
    expect(times).toEqual({ slow: [30, 40, 50], fast: [1, 1, 1] })
  })

  it('fails with the contender that fails', async () => {
    const failure = new Error('no')
    await expect(interleaved({ a: () => Promise.reject(failure) }, { rounds: 1 })).rejects.toBe(failure)
  })
})

describe('work', () => {
  it('serially has one task under way, concurrently as many as told, and both do the count', async () => {
    for (const [make, expected] of [
      [(task: () => unknown) => serially(10, task), 1],
      [(task: () => unknown) => concurrently(10, 4, task), 4],
      [(task: () => unknown) => concurrently(3, 8, task), 3],
    ] as const) {
      const seen = { now: 0, most: 0, done: 0 }
      await make(async () => {
        seen.most = Math.max(seen.most, ++seen.now)
        await new Promise((resolve) => setImmediate(resolve))
        seen.now--
        seen.done++
      })()
      expect(seen).toEqual({ now: 0, most: expected, done: expected === 3 ? 3 : 10 })
    }
  })
})
