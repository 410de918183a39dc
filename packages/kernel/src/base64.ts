// Bytes as text and back: base64, and the frame of PEM around it.

/** Byte by byte: the arguments of one call could be too many. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** White space counts for nothing, nor does missing padding; `undefined` for what is no base64. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** In lines of 64 characters, as RFC 7468 has them. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines = base64Of(der).replaceAll(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
