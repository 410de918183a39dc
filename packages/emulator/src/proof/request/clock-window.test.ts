import { expect, test } from 'vitest'
import { isWithinWindow, parseHttpDate, skewSentence } from './clock-window.ts'

const at = (text: string): number => Date.parse(text)

// Two refusals that people published, from the real service.
test.each([
  [
    'Tue, 09 Mar 2021 06:39:35 GMT',
    'Tue, 09 Mar 2021 06:45:45 GMT',
    "Date 'Tue, 09 Mar 2021 06:39:35 UTC' is not within allowed clock skew. Current 'Tue, 09 Mar 2021 06:45:45 UTC', valid datetime range: ['Tue, 09 Mar 2021 06:40:45 UTC', 'Tue, 09 Mar 2021 06:50:46 UTC']",
  ],
  [
    'Fri, 17 Feb 2023 03:47:56 GMT',
    'Fri, 17 Feb 2023 03:53:53 GMT',
    "Date 'Fri, 17 Feb 2023 03:47:56 UTC' is not within allowed clock skew. Current 'Fri, 17 Feb 2023 03:53:53 UTC', valid datetime range: ['Fri, 17 Feb 2023 03:48:53 UTC', 'Fri, 17 Feb 2023 03:58:54 UTC']",
  ],
])('words the skew of %s at %s as the service does', (date, now, sentence) => {
  expect(skewSentence(at(date), at(now))).toBe(sentence)
})

test.each([
  [-300_000, true],
  [-300_001, false],
  [301_000, true],
  [301_001, false],
])('a date %i ms from now is within the window: %s', (distance, expected) => {
  const now = at('Fri, 20 Nov 2026 08:00:00 GMT')
  expect(isWithinWindow(now + distance, now)).toBe(expected)
})

test('reads a date with a wrong weekday, as in OCI’s own example', () => {
  expect(parseHttpDate('Thu, 05 Jan 2014 21:31:40 GMT')).toBe(Date.UTC(2014, 0, 5, 21, 31, 40))
})

test.each([
  '',
  '2026-11-20T08:00:00Z',
  'Fri, 20 Nov 2026 08:00:00 UTC',
  'Fri, 20 Nov 2026 8:00:00 GMT',
  'Fri, 99 Nov 2026 08:00:00 GMT',
])('does not read %j as a date', (text) => {
  expect(parseHttpDate(text)).toBeUndefined()
})
