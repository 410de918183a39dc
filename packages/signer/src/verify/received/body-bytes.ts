// The body in whatever form a server holds its bytes. What cannot be read is not taken for an empty one.
import { argumentError } from '@x/kernel'
import { tagOf } from '../../lib/bytes.ts'

/** A body as it arrived; absent says that there was none. @public */
export type ReceivedBody = string | Uint8Array | ArrayBuffer | ArrayBufferView | null | undefined

/**
 * @returns `undefined` when there is none
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is neither text nor bytes, such as a parsed body
 */
export function readBody(body: ReceivedBody): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return body
  const bytes = bytesOf(body)
  if (bytes) return bytes
  throw argumentError(
    'The body is neither text nor bytes, or its buffer was transferred. Give the bytes as they arrived, before anything parses them: in Express, express.raw({ type: () => true }) in the place of express.json().',
  )
}

/** Not by tags or members, which any object can have: the engine knows its buffers, those of another realm too. */
function bytesOf(value: object): Uint8Array | undefined {
  try {
    // These constructors throw for what is no buffer, and for one that was transferred.
    const view = ArrayBuffer.isView(value) ? value : new DataView(value as ArrayBuffer)
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    // A view beyond the end of a buffer that was shortened says that it is empty; to copy it fails.
    if (bytes.byteLength === 0) return new Uint8Array(view as Uint8Array)
    // Others could change these after they were compared, and WebCrypto does not take them.
    return isFixed(view.buffer) ? bytes : bytes.slice()
  } catch {
    return undefined
  }
}

const isFixed = (buffer: ArrayBufferLike & { readonly resizable?: boolean }): boolean =>
  tagOf(buffer) === 'ArrayBuffer' && buffer.resizable !== true
