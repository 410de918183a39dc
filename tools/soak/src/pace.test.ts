import { expect, test } from 'vitest'
import { beginsAtMs, keepGoing } from './pace.ts'

test('jobs begin in bursts of as many as may be in flight', () => {
  const pace = { jobs: 8, inFlight: 2, spreadMs: 400 }
  expect(Array.from({ length: 8 }, (_, index) => beginsAtMs(index, pace))).toEqual([0, 0, 100, 100, 200, 200, 300, 300])
})

test('every job runs once, never more at a time than allowed', async () => {
  const done: number[] = []
  let [running, most] = [0, 0]
  await keepGoing({ jobs: 100, inFlight: 7, spreadMs: 0 }, async (index) => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    done.push(index)
  })
  expect(done.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 100 }, (_, index) => index))
  expect(most).toBe(7)
})
