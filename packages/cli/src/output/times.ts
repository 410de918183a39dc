// Times for people: local, with their zone.

/** `2026-11-28 17:31:02 UTC+01:00`: date and time as OCI's command line prints them, and the zone that it leaves out. */
export function localTime(epochMs: number, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  const parts = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  const { year, month, day, hour, minute, second, timeZoneName = '' } = parts
  // Some versions of Node say GMT, some GMT+00:00.
  const zone = timeZoneName.replace('GMT', 'UTC').replace('+00:00', '')
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${zone}`
}

/** `2 h 5 min`, `5 min`, `40 s`. */
export function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes <= 0) return `${Math.max(0, Math.floor(seconds))} s`
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** ISO 8601 in UTC, for programs. */
export const isoTime = (epochMs: number | undefined): string | undefined =>
  epochMs === undefined ? undefined : new Date(epochMs).toISOString()
