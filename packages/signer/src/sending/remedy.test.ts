// Every kind of 401 and what is done about it.
import { describe, expect, test } from 'vitest'
import type { DatedRefusal } from './clock-skew.ts'
import { remedyFor } from './remedy.ts'

const SIGNED = 'Thu, 05 Jan 2014 21:31:40 GMT'
const LATER = 'Thu, 05 Jan 2014 21:41:40 GMT'
const LATER_MS = 600_000
const dated: DatedRefusal = {
  dateHeader: SIGNED,
  text: undefined,
  signedDate: SIGNED,
  offsetMs: 0,
  elapsedMs: 0,
}

describe.each([
  ['where the credential may be renewed', true],
  ['where it may not', false],
])('%s', (_, mayRenew) => {
  test.each<[string, DatedRefusal | undefined, number | undefined, renew: boolean]>([
    ['the clock is not looked at', undefined, undefined, mayRenew],
    ['the clock is right', dated, undefined, mayRenew],
    [
      'the clock is right, in the text',
      { ...dated, dateHeader: undefined, text: `Current '${SIGNED}'` },
      undefined,
      mayRenew,
    ],
    ['nothing tells the time', { ...dated, dateHeader: undefined }, undefined, mayRenew],
    ['the clock is slow', { ...dated, dateHeader: LATER }, LATER_MS, false],
    [
      'the clock is slow, in the text',
      { ...dated, dateHeader: undefined, text: `Current '${LATER}'` },
      LATER_MS,
      false,
    ],
    ['the clock is fast', { ...dated, signedDate: LATER }, -LATER_MS, false],
    ['the answer took its time', { ...dated, dateHeader: LATER, elapsedMs: LATER_MS }, undefined, mayRenew],
    ['a correction was too much', { ...dated, signedDate: LATER, offsetMs: LATER_MS }, 0, false],
    ['a correction was too little', { ...dated, dateHeader: LATER, offsetMs: LATER_MS }, 2 * LATER_MS, false],
    ['a correction is right', { ...dated, offsetMs: LATER_MS }, undefined, mayRenew],
    ['the date cannot be read', { ...dated, dateHeader: 'soon', offsetMs: LATER_MS }, 0, mayRenew],
    ['the date is more than a year off', { ...dated, dateHeader: 'Thu, 05 Jan 2024 21:31:40 GMT' }, 0, mayRenew],
    ['the signed date cannot be read', { ...dated, signedDate: undefined }, 0, mayRenew],
  ])('%s', (__, refusal, offsetMs, renew) => {
    expect(remedyFor({ dated: refusal, mayRenew, isOver: false })).toEqual({ offsetMs, renew })
  })

  test('a token that is over is renewed although the clock was wrong too', () => {
    const slow = { ...dated, dateHeader: LATER }
    expect(remedyFor({ dated: slow, mayRenew, isOver: true })).toEqual({ offsetMs: LATER_MS, renew: mayRenew })
  })
})
