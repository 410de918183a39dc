// Judges the date of a request against the service's clock, and words the answer as OCI words it.

export const CLOCK_SKEW_MS = 300_000

const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Epoch milliseconds of an IMF-fixdate; the weekday is not checked, as OCI's own example has a wrong one. */
export function parseHttpDate(value: string): number | undefined {
  const epochMs = IMF_FIXDATE.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(epochMs) ? undefined : epochMs
}

export function isWithinWindow(dateMs: number, nowMs: number): boolean {
  const { fromMs, toMs } = windowAt(nowMs)
  return dateMs >= fromMs && dateMs <= toMs
}

/** The service counts whole seconds and rounds the end up. */
function windowAt(nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const second = Math.floor(nowMs / 1000) * 1000
  return { fromMs: second - CLOCK_SKEW_MS, toMs: second + CLOCK_SKEW_MS + 1000 }
}

/**
 * OCI's own sentence; it writes its dates with `UTC` even where the request said `GMT`.
 *
 * @see docs/sources.md#clock-skew
 */
export function skewSentence(dateMs: number, nowMs: number): string {
  const { fromMs, toMs } = windowAt(nowMs)
  return (
    `Date '${utc(dateMs)}' is not within allowed clock skew. Current '${utc(nowMs)}', ` +
    `valid datetime range: ['${utc(fromMs)}', '${utc(toMs)}']`
  )
}

const utc = (epochMs: number): string => new Date(epochMs).toUTCString().replace('GMT', 'UTC')
