import { expect, test } from 'vitest'
import { growthOf, isTooMuch } from './memory-growth.ts'

const MIB = 2 ** 20
const heapOf = ({ heapBytes }: { heapBytes: number }): number => heapBytes

/** Ten samples of a run; the first two belong to the warm-up. */
const run = (bytesOf: (done: number) => number) =>
  Array.from({ length: 10 }, (_, index) => {
    const done = (index + 1) * 1000 - 1
    return { done, heapBytes: bytesOf(done), rssBytes: 0 }
  })

test('what is allocated while the process gets warm does not count', () => {
  const growth = growthOf(
    run((done) => (done < 2000 ? done * 1e6 : 5 * MIB)),
    10_000,
    heapOf,
  )
  expect(growth).toMatchObject({ perX: 0, riseBytes: 0, samples: 8 })
})

test('a leak is told in bytes a request, and as a rise', () => {
  const growth = growthOf(
    run((done) => 20 * MIB + done * 1000),
    10_000,
    heapOf,
  )
  expect(growth?.perX).toBeCloseTo(1000)
  expect(growth?.riseBytes).toBeCloseTo(7_000_000, 0)
  expect(growth && isTooMuch(growth, 6_000_000)).toBe(true)
  expect(growth && isTooMuch(growth, 8_000_000)).toBe(false)
})

test('a rise that may be chance is none', () => {
  expect(isTooMuch({ perX: 10, within: 11, samples: 8, riseBytes: 100 }, 50)).toBe(false)
})

test('half of a short run is warm-up', () => {
  const samples = Array.from({ length: 30 }, (_, index) => ({ done: index * 100, heapBytes: 0, rssBytes: 0 }))
  expect(growthOf(samples, 3000, heapOf)?.samples).toBe(15)
})

test('a very short run is not judged', () => {
  expect(growthOf(run(heapOf as never), 999, heapOf)).toBeUndefined()
})
