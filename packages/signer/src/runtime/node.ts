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
