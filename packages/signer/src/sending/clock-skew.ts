// How far the service's clock is from ours, read off a refusal.

/** The service's clock may differ by five minutes; below this a refusal has another cause. */
const NOTEWORTHY_MS = 30_000

/** Who is further off than a year is not a clock, but somebody who lies or a field that is no date. */
const MOST_MS = 365 * 86_400_000

/** A refused request and what the refusal says of the time. */
export interface DatedRefusal {
  /** The `Date` header of the refusal. */
  readonly dateHeader: string | undefined
  /** Its text; looked at only where it has no `Date` header, which browsers hide. */
  readonly text: string | undefined
  /** The date that was signed. */
  readonly signedDate: string | undefined
  /** The correction in that date, in milliseconds. */
  readonly offsetMs: number
  /** From sending to the refusal, in milliseconds. */
  readonly elapsedMs: number
}

/**
 * The correction of the clock that a refusal asks for, in milliseconds: `undefined` where it has no objection to the one in use, and
 * NaN where the time that it gives cannot be one of a service.
 *
 * @see docs/sources.md#clock-skew
 */
export function correctionMs(refusal: DatedRefusal): number | undefined {
  const { dateHeader, text, signedDate, offsetMs, elapsedMs } = refusal
  const said = dateHeader ?? /\bCurrent '([^']{1,64})'/.exec(text ?? '')?.[1]
  if (said === undefined) return undefined
  const skewMs = Date.parse(said) - Date.parse(signedDate ?? '') - elapsedMs
  const correction = offsetMs + skewMs
  if (!(Math.abs(correction) <= MOST_MS)) return NaN
  return Math.abs(skewMs) > NOTEWORTHY_MS ? correction : undefined
}
