// Names of keys in the store: a digest, so that they are short and tell nothing.

/** @returns the first 128 bits of SHA-256 over the parts, as hex digits */
export async function digestOf(...parts: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(parts))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
