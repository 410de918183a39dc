// Times and spans as a person reads them. All of them in UTC, as the dates of signed requests are.
import type { RecordedRequest } from '../../records/recorder.ts'

const HIGHEST = 8.64e15

const iso = (ms: number): string => (Math.abs(ms) <= HIGHEST ? new Date(ms).toISOString() : 'no time')

/** `08:00:01.500` */
export const timeOfDay = (ms: number): string => iso(ms).slice(11, 23)

/** `2026-11-20 08:00:01` */
export const dayAndTime = (ms: number): string => iso(ms).slice(0, 19).replace('T', ' ')

/** A difference that no reader should overlook. */
export const hasTwoTimes = ({ at, realAt }: Pick<RecordedRequest, 'at' | 'realAt'>): boolean =>
  Math.abs(at - realAt) >= 1000

/** The emulator's time beside the machine's: with the day only when that is another one. */
export const besides = ({ at, realAt }: Pick<RecordedRequest, 'at' | 'realAt'>): string =>
  iso(at).slice(0, 10) === iso(realAt).slice(0, 10) ? iso(at).slice(11, 19) : dayAndTime(at)

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const

/** `1 h 5 min`: the two largest units. */
export function span(ms: number): string {
  let rest = Math.round(Math.abs(ms) / 1000)
  const parts: string[] = []
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(rest / seconds)
    rest -= count * seconds
    if (count > 0) parts.push(`${count} ${unit}`)
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}
