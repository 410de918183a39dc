// Reads how long a service asks its clients to wait.
import { headerOf } from '../classify/error-fields.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'

/** The three forms of an HTTP date. Date.parse would also take "5" or "-1", and the last form for local time. */
const HTTP_DATES = [
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, (?<day>\\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\\d{2}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
]

/** Epoch milliseconds, or `undefined` when `value` is not an HTTP date. */
function parseHttpDate(value: string, now: number): number | undefined {
  const parts = HTTP_DATES.map((form) => form.exec(value)?.groups).find((groups) => groups !== undefined)
  const month = MONTHS.indexOf(parts?.['month'] ?? '')
  if (parts === undefined || month < 0) return undefined
  const { day, year = '', hour, minute, second } = parts
  const fullYear = year.length === 2 ? centuryOf(Number(year), now) : Number(year)
  return Date.UTC(fullYear, month, Number(day), Number(hour), Number(minute), Number(second))
}

/** A two-digit year more than 50 years ahead is in the past. */
function centuryOf(year: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear()
  const candidate = thisYear - (thisYear % 100) + year
  return candidate > thisYear + 50 ? candidate - 100 : candidate
}

/**
 * The wait that a `Retry-After` value asks for, in milliseconds; `undefined` when it is neither a number of seconds nor
 * an HTTP date. A date that has passed is 0.
 *
 * @param value - the header's value
 * @param now - epoch milliseconds that a date is compared with; best the response's own `Date`
 * @example
 * ```ts
 * import { parseRetryAfter } from '@x/retry'
 * parseRetryAfter('120', Date.now()) // 120_000
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @public
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim()
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  const date = parseHttpDate(text, now)
  return date === undefined ? undefined : Math.max(0, date - now)
}

/** The wait that the failed response asks for. Its own `Date` is the clock, so that skew does not matter. */
export function retryAfterMs(error: unknown, now: number): number | undefined {
  const value = headerOf(error, 'retry-after')
  if (value === undefined) return undefined
  return parseRetryAfter(value, parseHttpDate(headerOf(error, 'date') ?? '', now) ?? now)
}
