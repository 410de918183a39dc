// A time that a service tells in words. By itself `Date.parse` takes a text that names no zone for the time of this machine's, so that
// machines in two zones would read two times in it.

/** Epoch milliseconds; `undefined` for what is no time. A text that names no zone is meant in UTC. */
export function utcTime(text: string | undefined): number | undefined {
  const words = text?.trim() ?? ''
  const isZoned = /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(words)
  const zone = /^\d{4}-\d\d-\d\dT/.test(words) ? 'Z' : ' UTC'
  return Date.parse(isZoned ? words : words + zone) || undefined
}
