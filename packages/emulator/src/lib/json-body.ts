// Reads a body that should be a JSON object, trusting nothing in it.

/** The members of the object, without inherited ones; a Map, so that `__proto__` is a name like any other. `undefined` when the body is no object. */
export function parseJsonObject(body: Uint8Array): ReadonlyMap<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? new Map(Object.entries(parsed)) : undefined
  } catch {
    return undefined
  }
}
