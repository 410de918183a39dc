// Bytes as text: a byte order mark says which encoding it is, and is no part of the text.

/** UTF-16 where its mark says so, as Windows PowerShell writes it, else UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(ENCODINGS[bytes.subarray(0, 2).join()] ?? 'utf-8').decode(bytes)
}

const ENCODINGS: Readonly<Record<string, string>> = { '255,254': 'utf-16le', '254,255': 'utf-16be' }
