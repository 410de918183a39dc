// How far the service's clock is from ours, read off a refusal.

/** The service's clock may differ by five minutes; below this a refusal has another cause. */
const NOTEWORTHY_MS = 30_000

/** Where an adapter keeps the difference between the service's clock and this machine's. @public */
export interface ClockOffset {
  /** Added to the clock of each signature, in milliseconds. */
  offsetMs: number
}

/**
 * The service's time in a 401: its `Date` header or, where that is hidden (browsers), the sentence in its body.
 *
 * @see docs/sources.md#clock-skew
 */
export function serverTimeMs(dateHeader: string | undefined, bodyText: string | undefined): number | undefined {
  const sentence = /\bCurrent '([^']{1,64})'/.exec(bodyText ?? '')?.[1]
  const time = Date.parse(dateHeader ?? sentence ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** `undefined` when the clocks agree well enough. */
export function noteworthySkewMs(
  serverMs: number | undefined,
  signedDate: string | undefined,
  elapsedMs: number,
): number | undefined {
  const skewMs = (serverMs ?? NaN) - Date.parse(signedDate ?? '') - elapsedMs
  return Math.abs(skewMs) > NOTEWORTHY_MS ? skewMs : undefined
}
