// A request exactly as it was received: nothing is decoded, normalised or joined.

export interface ReceivedRequest {
  /** As sent, e.g. `"GET"`. */
  readonly method: string
  /** The request-target byte for byte (Latin-1, as Node hands it over). */
  readonly target: string
  /** Lower-case name → values in the order received. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: Uint8Array
}

/** Groups Node's flat `rawHeaders`; a Map, so that `__proto__` is a name like any other. */
export function groupHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase()
    const values = grouped.get(name)
    if (values === undefined) grouped.set(name, [rawHeaders[i + 1] ?? ''])
    else values.push(rawHeaders[i + 1] ?? '')
  }
  return grouped
}

/** The value of a header, repeated ones joined as HTTP joins them. */
export function headerValue(request: Pick<ReceivedRequest, 'headers'>, name: string): string | undefined {
  return request.headers.get(name)?.join(', ')
}

/** The part of the target before the first `?`. */
export function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

/** The part of the target after the first `?`, `''` when there is none. */
export function queryOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? '' : target.slice(end + 1)
}
