// Unpacks a response that was packed without having been asked for.
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

const PACKED = /^(?:(x-)?gzip|(x-)?compress|deflate|br)$/

/** A body that is not packed as it is, any other as what is in it. */
export async function unpacked(response: IncomingMessage, method: string): Promise<Readable> {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? ''
  const { statusCode } = response
  const isEmpty = method === 'HEAD' || statusCode === 204 || statusCode === 304
  if (isEmpty || !PACKED.test(encoding)) return response
  const [{ pipeline }, zlib] = await Promise.all([import('node:stream'), import('node:zlib')])
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants
  const unpacking =
    encoding === 'br'
      ? zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH })
      : zlib.createUnzip({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH })
  delete response.headers['content-encoding']
  // Whoever reads the result learns what goes wrong in either.
  return pipeline(response, unpacking, () => {})
}
