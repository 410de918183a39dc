// The body of a response: unpacked where it was packed without having been asked for, and none where HTTP gives none.
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

const PACKED = /^(?:(x-)?gzip|(x-)?compress|deflate|br)$/

/** A body that is not packed as it is, any other as what is in it. */
export async function unpacked(response: IncomingMessage, method: string): Promise<Readable> {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? ''
  const { statusCode } = response
  if (statusCode === 204 || statusCode === 304) return withoutBody(response)
  const isEmpty = method === 'HEAD' || response.headers['content-length'] === '0'
  if (isEmpty || !PACKED.test(encoding)) return response
  const [{ pipeline }, zlib] = await Promise.all([import('node:stream'), import('node:zlib')])
  // As they are by default: told to flush at the end, they take what is cut off for whole.
  const unpacking = encoding === 'br' ? zlib.createBrotliDecompress() : zlib.createUnzip()
  delete response.headers['content-encoding']
  // Whoever reads the result learns what goes wrong in either.
  return pipeline(response, unpacking, () => {})
}

/** Older versions of Node read a body that a server adds all the same: the connection ends, since nobody knows what follows. */
async function withoutBody(response: IncomingMessage): Promise<Readable> {
  response.on('error', () => {}).resume()
  setImmediate(() => void (response.complete || response.destroy()))
  const stream = await import('node:stream')
  return stream.Readable.from([])
}
