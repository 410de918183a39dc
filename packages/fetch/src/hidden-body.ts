// The body of a Request that does not show it, as Firefox's do not. Loaded when one is met.

export async function readHiddenBody(request: Request): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  return bytes.length > 0 ? bytes : null
}
