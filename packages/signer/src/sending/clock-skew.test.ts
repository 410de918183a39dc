import { describe, expect, test } from 'vitest'
import { NOW, NOW_TEXT } from '../../test/support/fixtures.ts'
import { correctionMs, type DatedRefusal } from './clock-skew.ts'

const DAY_MS = 86_400_000
const at = (offsetMs: number): string => new Date(NOW + offsetMs).toUTCString()
/** Signed with a clock that was corrected by 40 seconds, so that this machine says 40 seconds less. */
const correction = (refusal: Partial<DatedRefusal>): number | undefined =>
  correctionMs({
    dateHeader: undefined,
    text: undefined,
    signedDate: NOW_TEXT,
    offsetMs: 40_000,
    elapsedMs: 0,
    ...refusal,
  })

describe('a correction', () => {
  test.each<[string, Partial<DatedRefusal>, number | undefined]>([
    ['adds what is missing to the one in use', { dateHeader: at(31_000) }, 71_000],
    ['takes off what is too much', { dateHeader: at(-41_000) }, -1_000],
    ['is read off the sentence', { text: `Date '${NOW_TEXT}' … Current '${at(90_000)}', valid …` }, 130_000],
    [
      'is read off the header before the sentence',
      { dateHeader: at(60_000), text: `Current '${at(90_000)}'` },
      100_000,
    ],
    ['leaves out the time that the call took', { dateHeader: at(60_000), elapsedMs: 20_000 }, 80_000],
    ['is none where 30 seconds are missing', { dateHeader: at(30_000) }, undefined],
    ['is none where 30 seconds are too much', { dateHeader: at(-30_000) }, undefined],
    ['is none where nothing is said', { text: 'NotAuthenticated' }, undefined],
    ['is none where nothing is there', {}, undefined],
    ['is none where the sentence is too long', { text: `Current '${'x'.repeat(65)}'` }, undefined],
    ['may be a year', { dateHeader: at(365 * DAY_MS - 40_000) }, 365 * DAY_MS],
    ['may be a year back', { dateHeader: at(-365 * DAY_MS - 40_000) }, -365 * DAY_MS],
  ])('%s', (_, refusal, expected) => {
    expect(correction(refusal)).toBe(expected)
  })

  test.each<[string, Partial<DatedRefusal>]>([
    ['more than a year ahead', { dateHeader: at(365 * DAY_MS - 39_000) }],
    ['more than a year back', { dateHeader: at(-365 * DAY_MS - 41_000) }],
    ['the end of the calendar', { dateHeader: 'Sat, 13 Sep 275760 00:00:00 GMT' }],
    ['the end of HTTP dates', { dateHeader: 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ['the year 0', { dateHeader: 'Sat, 01 Jan 0000 00:00:00 GMT' }],
    ['the first second', { dateHeader: 'Thu, 01 Jan 1970 00:00:00 GMT' }],
    ['a bare number', { dateHeader: '2' }],
    ['no date', { dateHeader: 'tomorrow' }],
    ['an empty header', { dateHeader: '' }],
    ['two dates in one header', { dateHeader: `${NOW_TEXT}, ${NOW_TEXT}` }],
    ['a sentence at the end of the calendar', { text: "Current '+275760-09-13T00:00:00.000Z'" }],
    ['a sentence without a date', { text: "Current 'x'" }],
    ['a signature without a date', { dateHeader: NOW_TEXT, signedDate: undefined }],
    ['a clock that broke on the way', { dateHeader: NOW_TEXT, elapsedMs: NaN }],
  ])('cannot be told from %s', (_, refusal) => {
    expect(correction(refusal)).toBeNaN()
  })
})
