// Reads request bodies into memory, within a limit for each and one for all that are being read.
import type { IncomingMessage } from 'node:http'
import type { BrokenRequest } from './broken-requests.ts'

export type BodyRead =
  | { readonly kind: 'read'; readonly body: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'broken'; readonly body: Buffer; readonly broken: BrokenRequest }
  | { readonly kind: 'aborted' }

/** How many bodies of the largest size may be in memory at once. */
const CONCURRENT_LARGEST = 4
/** So much more of a refused upload is read and thrown away, so that the client can read the answer; then the connection is closed. */
const DRAIN_BYTES = 64 * 1024 * 1024

/** Reads one body; `onStart` is given what ends the reading when the rest of the body can't come. */
export type BodyReader = (
  request: IncomingMessage,
  onStart: (breakBody: (broken: BrokenRequest) => void) => void,
) => Promise<BodyRead>

export function createBodyReader(maxBodyBytes: number): BodyReader {
  const maxHeldBytes = Math.max(maxBodyBytes * CONCURRENT_LARGEST, DRAIN_BYTES)
  let heldBytes = 0
  return (request, onStart) =>
    new Promise((resolve) => {
      const chunks: Buffer[] = []
      let length = 0
      let settled = false
      const settle = (result: BodyRead): void => {
        // 'close' follows 'end', but the bytes may be subtracted only once.
        if (settled) return
        settled = true
        heldBytes -= length
        request.off('data', onData)
        if (result.kind === 'too-large' || result.kind === 'busy') drain(request)
        resolve(result)
      }
      const onData = (chunk: Buffer): void => {
        length += chunk.length
        heldBytes += chunk.length
        chunks.push(chunk)
        if (length > maxBodyBytes) settle({ kind: 'too-large' })
        else if (heldBytes > maxHeldBytes) settle({ kind: 'busy' })
      }
      onStart((broken) => settle({ kind: 'broken', body: Buffer.concat(chunks, length), broken }))
      request.on('data', onData)
      request.once('end', () => settle({ kind: 'read', body: Buffer.concat(chunks, length) }))
      request.once('close', () => settle({ kind: 'aborted' }))
      request.on('error', () => settle({ kind: 'aborted' }))
    })
}

function drain(request: IncomingMessage): void {
  let drainedBytes = 0
  request.on('data', (chunk: Buffer) => {
    drainedBytes += chunk.length
    if (drainedBytes > DRAIN_BYTES) request.destroy()
  })
}
