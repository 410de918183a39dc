// Finds the key in a text: the first PEM block that holds a private key, or else the first block, for the diagnosis.
import { bytesOfBase64 } from '@x/kernel'

export interface PemBlock {
  readonly label: string
  /** What `DEK-Info` says, where the data are encrypted in the traditional way: `AES-256-CBC,` and the initial vector. */
  readonly cipher: string | undefined
  /** Absent when the base64 is broken. */
  readonly der: Uint8Array | undefined
}

export function findPemBlock(text: string): PemBlock | 'truncated' | undefined {
  const starts = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)]
  const start = starts.find((match) => match[1]?.endsWith('PRIVATE KEY')) ?? starts[0]
  if (start?.[1] === undefined) return undefined
  const from = start.index + start[0].length
  const to = text.indexOf(`-----END ${start[1]}-----`, from)
  return to === -1 ? 'truncated' : parseBlock(start[1], text.slice(from, to))
}

/** The initial vector ends by its length: the blank line below it may be lost, and even the line break. */
const DEK_INFO = /DEK-Info: *([A-Z0-9-]+,(?:[0-9A-F]{32}|[0-9A-F]{16}))/i

/** @param body - what stands between the lines BEGIN and END */
export function parseBlock(label: string, body: string): PemBlock {
  const dekInfo = DEK_INFO.exec(body)
  const data = dekInfo ? body.slice(dekInfo.index + dekInfo[0].length) : body
  return { label, cipher: dekInfo?.[1], der: bytesOfBase64(data.replaceAll(/^.*:.*$/gm, '')) }
}
