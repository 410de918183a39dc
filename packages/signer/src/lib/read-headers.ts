// Reads headers that came over the wire: leniently, because hostile input must end in a decision, not in an exception.
import type { HeadersLike } from '../request.ts'

/** Values by lower-case name, and the names that came more than once. */
export function readHeaders(input: HeadersLike): { values: Map<string, string>; repeated: ReadonlySet<string> } {
  const values = new Map<string, string>()
  const repeated = new Set<string>()
  const add = (name: string, raw: unknown): void => {
    if (raw === undefined || raw === null) return
    const value = withoutOuterSpace(String(raw))
    const before = values.get(name)
    if (before !== undefined) repeated.add(name)
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  const addAll = (rawName: unknown, raw: unknown): void => {
    const name = String(rawName).toLowerCase()
    if (Array.isArray(raw)) for (const item of raw as readonly unknown[]) add(name, item)
    else add(name, raw)
  }
  if (isRecord(input)) for (const name of Object.keys(input)) addAll(name, input[name])
  else for (const [name, raw] of input) addAll(name, raw)
  return { values, repeated }
}

type HeaderRecord = Exclude<HeadersLike, Iterable<unknown>>

/** A record stays one even if it can be iterated: what it yields then may leave some out. */
const isRecord = (input: HeadersLike): input is HeaderRecord =>
  !(Symbol.iterator in input) ||
  (!Array.isArray(input) && Object.values(input).some((value) => typeof value === 'string'))

const isOuterSpace = (code: number): boolean => code === 0x20 || code === 0x09

/** Only spaces and tabs are no part of a value; `trim` takes more, and a regular expression for it is quadratic. */
function withoutOuterSpace(value: string): string {
  let start = 0
  let end = value.length
  while (isOuterSpace(value.charCodeAt(start))) start++
  while (isOuterSpace(value.charCodeAt(end - 1))) end--
  return value.slice(start, end)
}

/** Whether a value can be one line of a signing string. */
export const isVisibleAscii = (value: string): boolean => /^[\t -~]*$/.test(value)
