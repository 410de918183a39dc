import { expect, it } from 'vitest'
import { mapInParallel } from './map-in-parallel.ts'

it('does no more at once than it may, each once, and keeps the order', async () => {
  const [running, most] = [new Set<number>(), { count: 0 }]
  const doubled = await mapInParallel([1, 2, 3, 4, 5], 2, async (item) => {
    running.add(item)
    most.count = Math.max(most.count, running.size)
    for (let turns = 0; turns < 6 - item; turns++) await Promise.resolve()
    running.delete(item)
    return item * 2
  })
  expect(doubled).toEqual([2, 4, 6, 8, 10])
  expect(most.count).toBe(2)
})
