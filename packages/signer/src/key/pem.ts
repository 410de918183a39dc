// Finds the key in a text: the first PEM block that holds a private key, or else the first block, for the diagnosis.

export interface PemBlock {
  readonly label: string
  /** The `Name: value` lines above the data, lower-case names. */
  readonly headers: ReadonlyMap<string, string>
  /** Absent when the base64 is broken. */
  readonly der: Uint8Array | undefined
  /** The block alone, without what stands around it or before its lines: some runtimes stumble over that. */
  readonly text: string
}

export function findPemBlock(text: string): PemBlock | 'truncated' | undefined {
  const starts = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)]
  const start = starts.find((match) => match[1]?.endsWith('PRIVATE KEY')) ?? starts[0]
  if (start?.[1] === undefined) return undefined
  const end = `-----END ${start[1]}-----`
  const from = start.index + start[0].length
  const to = text.indexOf(end, from)
  if (to < 0) return 'truncated'
  const lines = text
    .slice(from, to)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
  return parseBlock(start[1], lines, `${start[0]}\n${lines.join('\n').trim()}\n${end}\n`)
}

function parseBlock(label: string, lines: readonly string[], text: string): PemBlock {
  const headers = new Map<string, string>()
  let data = ''
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 0) data += line
    else headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { label, headers, der: decodeBase64(data), text }
}

function decodeBase64(data: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
