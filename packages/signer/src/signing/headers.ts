// Reads headers in any form into one: lower-case names, one string each, as a transport would put them on the wire.
import { Refusal } from '../errors/refusal.ts'
import type { HeadersLike } from '../request.ts'

const NAME = /^[!#$%&'*+.^`|~\w-]+$/
const VALUE = /^[\t -~]*$/

/** A line may repeat these only if a server would see the same value: joining two makes neither. */
const SINGLE = /^(authorization|content-(length|type)|host|(x-)?date|x-content-sha256)$/

// Nothing is inherited: a header may be called "__proto__" or "constructor". Not `{ __proto__: null }`, which engines make slow.
const HeaderRecord = /* @__PURE__ */ Object.assign(function () {}, { prototype: Object.create(null) }) as unknown as {
  new (): Record<string, string>
}

export function collectHeaders(input: HeadersLike | undefined): Record<string, string> {
  const headers = new HeaderRecord()
  if (!input) return headers
  const entries = Symbol.iterator in input ? (input as Iterable<readonly [string, string]>) : Object.entries(input)
  for (const [rawName, raw] of entries) {
    const name = rawName.toLowerCase()
    for (const item of Array.isArray(raw) ? raw : [raw]) {
      if (item !== undefined && item !== null) add(headers, name, String(item))
    }
  }
  return headers
}

function add(headers: Record<string, string>, name: string, given: string): void {
  if (!NAME.test(name) || !VALUE.test(given)) throw new Refusal('invalid-header', name)
  const value = given.trim() // spaces and tabs only: VALUE lets no other white space through
  const before = headers[name]
  if (before === undefined) headers[name] = value
  else if (!SINGLE.test(name)) headers[name] = `${before}, ${value}`
  else if (before !== value) throw new Refusal('duplicate-header', name)
}
