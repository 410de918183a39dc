import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { utcTime } from './utc-time.ts'

const before = process.env['TZ']

describe.each(['UTC', 'Asia/Kolkata', 'America/St_Johns'])('a time in words, in the zone %s,', (zone) => {
  beforeEach(() => void (process.env['TZ'] = zone))
  afterEach(() => {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  })

  test.each([
    'Sat, 08 Nov 2025 17:19:55 GMT',
    'Sat, 08 Nov 2025 17:19:55 UTC',
    'Sat, 08 Nov 2025 17:19:55',
    'Sat, 08 Nov 2025 22:49:55 +0530',
    ' Sat, 08 Nov 2025 17:19:55 ',
    '2025-11-08T17:19:55Z',
    '2025-11-08T17:19:55',
    '2025-11-08T22:49:55+05:30',
    '2025-11-08 17:19:55',
  ])('is the same one: %j', (text) => expect(utcTime(text)).toBe(Date.UTC(2025, 10, 8, 17, 19, 55)))

  test.each([undefined, '', 'soon', '1762604395'])('is none: %j', (text) => expect(utcTime(text)).toBeUndefined())
})
