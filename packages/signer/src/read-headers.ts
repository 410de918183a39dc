// Reads headers that came over the wire: leniently, because hostile input must end in a decision, not in an exception.
import type { HeadersLike } from './request.ts'

/** Values by lower-case name, and the names that came more than once. */
export function readHeaders(input: HeadersLike): { values: Map<string, string>; repeated: ReadonlySet<string> } {
  const values = new Map<string, string>()
  const repeated = new Set<string>()
  const entries = Symbol.iterator in input ? (input as Iterable<readonly [string, string]>) : Object.entries(input)
  for (const [rawName, raw] of entries) {
    const name = String(rawName).toLowerCase()
    for (const item of Array.isArray(raw) ? raw : [raw]) {
      if (item === undefined || item === null) continue
      const value = withoutOuterSpace(String(item))
      const before = values.get(name)
      if (before !== undefined) repeated.add(name)
      values.set(name, before === undefined ? value : `${before}, ${value}`)
    }
  }
  return { values, repeated }
}

/** Only spaces and tabs are no part of a value; `trim` takes more, and a regular expression for it is quadratic. */
function withoutOuterSpace(value: string): string {
  return isVisibleAscii(value) ? value.trim() : value
}

/** Whether a value can be one line of a signing string. */
export const isVisibleAscii = (value: string): boolean => /^[\t -~]*$/.test(value)
