import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { SlidingWindow } from './sliding-window.ts'

const minutes = 60_000

describe('the sliding window', () => {
  test('counts what ended within it and forgets the rest', () => {
    const window = new SlidingWindow(2 * minutes)
    expect(window.record(0, true)).toStrictEqual({ calls: 1, failures: 1 })
    expect(window.record(60_000, false)).toStrictEqual({ calls: 2, failures: 1 })
    expect(window.record(119_999, true)).toStrictEqual({ calls: 3, failures: 2 })
    expect(window.record(120_000, true)).toStrictEqual({ calls: 3, failures: 2 })
    expect(window.record(600_000, false)).toStrictEqual({ calls: 1, failures: 0 })
  })

  test('counts on when the clock is set back a little, and anew when it is set back by more than the window', () => {
    const window = new SlidingWindow(2 * minutes)
    window.record(10 * minutes, true)
    expect(window.record(9 * minutes, true)).toStrictEqual({ calls: 2, failures: 2 })
    expect(window.record(1 * minutes, true)).toStrictEqual({ calls: 1, failures: 1 })
    expect(window.record(-5 * minutes, false)).toStrictEqual({ calls: 1, failures: 0 })
    expect(window.record(-5 * minutes, true)).toStrictEqual({ calls: 2, failures: 1 })
  })

  test('counts anew as soon as the clock was set back by the whole window', () => {
    const window = new SlidingWindow(2 * minutes)
    window.record(10 * minutes, true)
    expect(window.record(8 * minutes + 1000, true)).toStrictEqual({ calls: 2, failures: 2 })
    expect(window.record(8 * minutes, false)).toStrictEqual({ calls: 1, failures: 0 })
  })

  test('agrees with a list of all calls', () => {
    const call = fc.record({ afterMs: fc.nat({ max: 40_000 }), failed: fc.boolean() })
    const input = fc.record({ start: fc.integer({ min: -1e6, max: 2e12 }), calls: fc.array(call, { maxLength: 200 }) })
    fc.assert(
      fc.property(input, ({ start, calls }) => {
        const window = new SlidingWindow(2 * minutes)
        const all: { second: number; failed: boolean }[] = []
        let at = start
        for (const { afterMs, failed } of calls) {
          at += afterMs
          const second = Math.floor(at / 1000)
          all.push({ second, failed })
          const recent = all.filter((one) => one.second > second - 120)
          const failures = recent.filter((one) => one.failed).length
          expect(window.record(at, failed)).toStrictEqual({ calls: recent.length, failures })
        }
      }),
      { numRuns: fuzzRuns(100) },
    )
  })
})
