import { expect, test } from 'vitest'
import { readSignatureDate } from './signature-date.ts'

const GOOD = 'Thu, 05 Jan 2014 21:31:40 GMT'
const TIME = Date.UTC(2014, 0, 5, 21, 31, 40)

test.each([
  ['as every tool writes it', GOOD, TIME],
  ['with a weekday that is wrong', GOOD.replace('Thu', 'Mon'), TIME],
  ['on a leap day', 'Mon, 29 Feb 2016 00:00:00 GMT', Date.UTC(2016, 1, 29)],
  ['at the end of a year', 'Fri, 31 Dec 2027 23:59:59 GMT', Date.UTC(2027, 11, 31, 23, 59, 59)],
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (month, index): [string, string, number] => [
      `in ${month}`,
      `Thu, 28 ${month} 2026 10:20:30 GMT`,
      Date.UTC(2026, index, 28, 10, 20, 30),
    ],
  ),
])('a date is read %s', (_, text, expected) => expect(readSignatureDate(text)).toBe(expected))

test.each([
  ['nothing', ''],
  ['a word', 'yesterday'],
  ['what is no date at all', 'Abc, id Date'],
  ['twice, byte for byte', GOOD + GOOD],
  ['twice, with a comma between', `${GOOD}, ${GOOD}`],
  ['junk before it', `x${GOOD}`],
  ['a space before it', ` ${GOOD}`],
  ['junk after it', `${GOOD}x`],
  ['a line break after it', `${GOOD}\n`],
  ['no weekday', GOOD.slice(5)],
  ['a weekday in lower case', GOOD.replace('Thu', 'thu')],
  ['a long weekday', GOOD.replace('Thu', 'Thursday')],
  ['no comma', GOOD.replace(',', '')],
  ['a day of one digit', GOOD.replace('05', '5')],
  ['a month in lower case', GOOD.replace('Jan', 'jan')],
  ['a month of no calendar', GOOD.replace('Jan', 'Foo')],
  ['a month in full', GOOD.replace('Jan', 'January')],
  ['a year of two digits', GOOD.replace('2014', '14')],
  ['another zone', GOOD.replace('GMT', 'UTC')],
  ['an offset', GOOD.replace('GMT', '+0000')],
  ['the day 0', GOOD.replace('05', '00')],
  ['the day 32', GOOD.replace('05', '32')],
  ['the day 99', GOOD.replace('05', '99')],
  ['a day that the month lacks', GOOD.replace('05 Jan', '31 Apr')],
  ['a leap day in another year', GOOD.replace('05 Jan 2014', '29 Feb 2014')],
  ['the hour 24', GOOD.replace('21:', '24:')],
  ['the hour 30', GOOD.replace('21:', '30:')],
  ['the minute 60', GOOD.replace(':31:', ':60:')],
  ['the second 60', GOOD.replace(':40', ':60')],
  ['no seconds', GOOD.replace(':40', '')],
  ['an ISO date', '2014-01-05T21:31:40Z'],
  ['RFC 850', 'Thursday, 05-Jan-14 21:31:40 GMT'],
  ['asctime', 'Thu Jan  5 21:31:40 2014'],
])('is no date: %s', (_, text) => expect(readSignatureDate(text)).toBeUndefined())
