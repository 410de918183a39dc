import { expect, test } from 'vitest'
import { drawFault, FAULT_KINDS, faultsOfRequest, plannedFaults } from './fault-plan.ts'
import { total } from './counts.ts'

const plan = { seed: '1', faultShare: 0.05 }

const drawn = (seed: string): readonly unknown[] =>
  Array.from({ length: 2000 }, (_, nth) => drawFault({ ...plan, seed }, 'x', nth))

test('the same seed draws the same faults, another one others', () => {
  expect(drawn('1')).toEqual(drawn('1'))
  expect(drawn('2')).not.toEqual(drawn('1'))
})

test('the share is what was asked for, and every kind has its part', () => {
  const counts = plannedFaults(plan, 20_000)
  // One request in twenty, and of these again one in twenty, but after a slow answer none.
  expect(total(counts) / 20_000).toBeGreaterThan(0.045)
  expect(total(counts) / 20_000).toBeLessThan(0.06)
  for (const kind of FAULT_KINDS) expect(counts[kind] / total(counts)).toBeGreaterThan(0.15)
})

test('a share of nothing is no fault', () => {
  expect(total(plannedFaults({ ...plan, faultShare: 0 }, 1000))).toBe(0)
})

test('a slow answer ends what a request meets', () => {
  const all = Array.from({ length: 2000 }, (_, id) => faultsOfRequest({ seed: '1', faultShare: 0.5 }, id))
  expect(all.some((kinds) => kinds.length > 1)).toBe(true)
  for (const kinds of all) expect(kinds.slice(0, -1)).not.toContain('slow')
})
