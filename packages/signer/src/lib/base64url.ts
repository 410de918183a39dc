// Bytes out of base64url, as tokens and JSON Web Keys have it.

/** Takes the other alphabet and padding as well; `undefined` for what is neither. */
export function bytesOfBase64url(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
