import { expect, test } from 'vitest'
import { localTime, span } from './times.ts'

const TIME = Date.UTC(2026, 10, 28, 17, 31, 2)

test.each([
  ['UTC', '2026-11-28 17:31:02 UTC'],
  ['Europe/Berlin', '2026-11-28 18:31:02 UTC+01:00'],
  ['Asia/Kolkata', '2026-11-28 23:01:02 UTC+05:30'],
  ['America/New_York', '2026-11-28 12:31:02 UTC-05:00'],
])('a time in %s is shown with its zone', (zone, text) => {
  expect(localTime(TIME, zone)).toBe(text)
})

test('midnight is 00', () => {
  expect(localTime(Date.UTC(2026, 0, 1), 'UTC')).toBe('2026-01-01 00:00:00 UTC')
})

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [7_500, '2 h 5 min'],
])('%s seconds are %s', (seconds, text) => {
  expect(span(seconds)).toBe(text)
})
