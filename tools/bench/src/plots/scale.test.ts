import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundMarks, spreadOut } from './scale.ts'

describe('marks', () => {
  it.each([
    [9_500, [0, 2_000, 4_000, 6_000, 8_000, 10_000]],
    [36, [0, 10, 20, 30, 40]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [0, [0, 1]],
  ])('up to %d are round', (highest, marks) => {
    expect(roundMarks(highest)).toEqual(marks)
  })

  it('are few, begin at 0 and reach the highest figure', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (highest) => {
        const marks = roundMarks(highest)
        expect(marks[0]).toBe(0)
        expect(marks.at(-1)).toBeGreaterThanOrEqual(highest * (1 - 1e-6))
        expect(marks.length).toBeLessThanOrEqual(7)
      }),
    )
  })
})

describe('labels', () => {
  it('stay where they are when there is room', () => {
    expect(spreadOut([100, 10, 50], 16, 0)).toEqual([100, 10, 50])
  })

  it('never cover each other, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (wanted) => {
        const places = spreadOut(wanted, 16, 20)
        const sorted = places.toSorted((a, b) => a - b)
        expect(sorted.every((place, index) => index === 0 || place - (sorted[index - 1] ?? 0) >= 16)).toBe(true)
        for (const [index, place] of places.entries()) {
          const above = wanted.filter((each) => each < (wanted[index] ?? 0)).length
          expect(places.filter((each) => each < place).length).toBeGreaterThanOrEqual(above)
        }
      }),
    )
  })
})
