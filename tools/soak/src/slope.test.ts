import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitSlope } from './slope.ts'

test('points on a line have its slope, and no doubt', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1e6, max: 1e6 }), (perX, start) => {
      const fit = fitSlope([0, 10, 20, 50].map((x) => ({ x, y: start + perX * x })))
      expect(fit?.perX).toBeCloseTo(perX, 6)
      expect(fit?.within).toBeCloseTo(0, 3)
    }),
  )
})

test('the doubt is two standard errors', () => {
  // By hand: the line is y = ⅓ + x, the residuals −⅓, ⅔, −⅓, their squares ⅔ in all; Σ(x − 1)² is 2.
  const fit = fitSlope([
    { x: 0, y: 0 },
    { x: 1, y: 2 },
    { x: 2, y: 2 },
  ])
  expect(fit?.perX).toBeCloseTo(1)
  expect(fit?.within).toBeCloseTo(2 * Math.sqrt(2 / 3 / 2))
})

test.each([
  ['none', []],
  ['two points', [0, 1].map((x) => ({ x, y: x }))],
  ['points above each other', [0, 1, 2].map((y) => ({ x: 5, y }))],
])('%s tell nothing', (_, samples) => {
  expect(fitSlope(samples)).toBeUndefined()
})
