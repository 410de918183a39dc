// The date of a signature, in the one form that HTTP has for it.

/** The weekday is not compared: published examples have a wrong one, and the rest says all. */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) GMT$/

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** @returns epoch milliseconds; `undefined` for what is not of the form `Thu, 05 Jan 2014 21:31:40 GMT`, or of no calendar */
export function readSignatureDate(text: string): number | undefined {
  const [, day, month = '', year, hour, minute, second] = IMF_FIXDATE.exec(text) ?? []
  const monthIndex = MONTHS.indexOf(month)
  const time = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second))
  // Beyond the end of a month lies a day of the next one.
  return new Date(time).getUTCMonth() === monthIndex ? time : undefined
}
