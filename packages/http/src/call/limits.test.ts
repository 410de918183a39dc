import { describe, expect, test } from 'vitest'
import { limitsOf } from './limits.ts'

describe('a call’s limits', () => {
  test('are the defaults where nobody chose', () => {
    expect(limitsOf({}, {})).toEqual({
      connectTimeoutMs: 10_000,
      readTimeoutMs: 60_000,
      deadlineMs: 130_000,
      maxResponseBytes: 10_485_760,
    })
  })

  test.each(['connectTimeoutMs', 'readTimeoutMs', 'deadlineMs', 'maxResponseBytes'] as const)(
    'are the call’s own before the client’s: %s',
    (name) => {
      expect(limitsOf({ [name]: 7 }, { [name]: 9 })[name]).toBe(7)
      expect(limitsOf({}, { [name]: 9 })[name]).toBe(9)
    },
  )

  test.each([
    ['never less than 130 s', { connectTimeoutMs: 1, readTimeoutMs: 2 }, 130_000],
    ['and twice the silence with the connection', { connectTimeoutMs: 20_000, readTimeoutMs: 60_000 }, 140_000],
    ['for a long silence', { readTimeoutMs: 100_000 }, 210_000],
    ['for a long way', { connectTimeoutMs: 10_001 }, 130_001],
    ['without end where silence has none', { readTimeoutMs: Infinity }, Infinity],
    ['as it is given', { readTimeoutMs: 100_000, deadlineMs: 5 }, 5],
    ['without end when that is asked for', { deadlineMs: Infinity }, Infinity],
  ])('end the whole call: %s', (_, given, deadlineMs) => {
    expect(limitsOf(given, {}).deadlineMs).toBe(deadlineMs)
    expect(limitsOf({}, given).deadlineMs).toBe(deadlineMs)
  })

  test.each(['connectTimeoutMs', 'readTimeoutMs', 'deadlineMs', 'maxResponseBytes'] as const)(
    'are positive numbers: %s',
    (name) => {
      for (const value of [0, -1, NaN, '5' as unknown as number]) {
        const refusal = expect.objectContaining({
          code: 'ERR_INVALID_ARGUMENT',
          message: `The option ${name} is not a positive number. Give one, or Infinity for no limit.`,
        })
        expect(() => limitsOf({ [name]: value }, {})).toThrow(refusal)
        expect(() => limitsOf({}, { [name]: value })).toThrow(refusal)
      }
    },
  )
})
