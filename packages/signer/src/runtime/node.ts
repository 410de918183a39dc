// Node's hashing and encoding; Deno's and Bun's through their node:crypto.
import { Buffer } from 'node:buffer'
import type { Hash } from 'node:crypto'
import type { Runtime } from './runtime.ts'

/** Longer inputs are hashed in pieces of this size, so that other work gets its turn between them. */
const HASH_PIECE_BYTES = 1024 * 1024

// Not imported: node:crypto is most of what importing the signer would cost, and a program may never sign.
const createSha256 = (): Hash => process.getBuiltinModule('node:crypto').createHash('sha256')

export const base64: Runtime['base64'] = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

export const sha256: Runtime['sha256'] = (bytes) => {
  if (bytes.byteLength > HASH_PIECE_BYTES) return sha256InPieces(bytes)
  return createSha256().update(bytes).digest('base64')
}

async function sha256InPieces(bytes: Uint8Array): Promise<string> {
  const hash = createSha256()
  for (let start = 0; start < bytes.byteLength; start += HASH_PIECE_BYTES) {
    hash.update(bytes.subarray(start, start + HASH_PIECE_BYTES))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return hash.digest('base64')
}

export const createDigest: Runtime['createDigest'] = () => {
  const hash = createSha256()
  return { update: (bytes) => hash.update(bytes), base64: () => hash.digest('base64') }
}

export const keepsStreamLength: Runtime['keepsStreamLength'] = () => !('Deno' in globalThis)

export const canSetDate: Runtime['canSetDate'] = () => true

/**
 * Given the length besides its own, fetch sends it twice, and the dispatchers of a newer undici, which may be anywhere in the
 * program, refuse that. fetch reads by an iterator what has one; all others read the keys.
 */
export const leaveLengthToFetch: Runtime['leaveLengthToFetch'] = ({ method, headers, body, duplex }) => {
  // Of a stream fetch knows no length, and of PATCH without a body it says none.
  const isAddedByFetch = body === null ? method === 'POST' || method === 'PUT' : duplex === undefined
  if (isAddedByFetch) Object.defineProperty(headers, Symbol.iterator, WITHOUT_LENGTH)
}

const WITHOUT_LENGTH = {
  value(this: Record<string, string>): Iterator<[string, string]> {
    return Object.entries(this)
      .filter(([name]) => name !== 'content-length')
      .values()
  },
}
