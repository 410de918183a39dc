// Bodies that come in pieces: web streams and async iterables (a Node Readable is one), read alike.
import { abortable } from '@x/kernel'
import { bytesOf, tagOf, utf8 } from '../lib/bytes.ts'
import { explained } from '../errors/explained.ts'
import { Refusal } from '../errors/refusal.ts'
import type { FetchBody, RequestBody } from '../request.ts'

/** Can be read once. */
export type OneShot = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

export const isOneShot = (body: unknown): body is OneShot =>
  typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)

interface ChunkSource {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>
  stop(): Promise<unknown>
}

const ALREADY_READ = 'stream is locked or was read before'

/** Refuses a stream that was read before: what is left of it is another body. */
function openSource(body: OneShot): ChunkSource {
  if ('getReader' in body) {
    const reader = readerOf(body)
    return { next: () => reader.read(), stop: async () => reader.cancel() }
  }
  if ('readableDidRead' in body && body.readableDidRead) throw new Refusal('unsupported-body', ALREADY_READ)
  const iterator = body[Symbol.asyncIterator]()
  return {
    next: async () => iterator.next(),
    async stop() {
      // A generator takes note of `return` only once it has yielded; a Node stream that hangs can be told at once.
      if ('destroy' in body && typeof body.destroy === 'function') body.destroy()
      await iterator.return?.()
    },
  }
}

function readerOf(stream: ReadableStream<Uint8Array>): ReadableStreamDefaultReader<Uint8Array> {
  try {
    // Nothing but this constructor tells whether a stream was read from: it refuses those. A stream of another make
    // would only become its text.
    const { body } =
      stream instanceof ReadableStream
        ? new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>)
        : { body: null }
    return (body ?? stream).getReader() as ReadableStreamDefaultReader<Uint8Array>
  } catch {
    throw new Refusal('unsupported-body', ALREADY_READ)
  }
}

/** The bytes of `body`, piece by piece; leaving early tells the producer to stop. */
export async function* chunksOf(body: OneShot, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const source = openSource(body)
  try {
    for (;;) {
      const { done, value } = await abortable(source.next(), signal)
      if (done) return
      yield chunkBytes(value)
    }
  } finally {
    // That the producer fails to stop is not the caller's concern.
    source.stop().catch(() => {})
  }
}

function chunkBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return utf8.encode(chunk)
  const bytes = bytesOf(chunk)
  if (!bytes) throw new Refusal('unsupported-body', `stream yielded a ${tagOf(chunk)} instead of bytes or a string`)
  return bytes
}

/** As a web stream, which every fetch takes; a runtime's own stream as it is, since it may carry its length. */
export function sendable(body: OneShot): FetchBody {
  if (body instanceof ReadableStream) {
    if (body.locked) throw new Refusal('unsupported-body', ALREADY_READ)
    return body as FetchBody
  }
  const source = openSource(body)
  return webStream(() => source)
}

/** Calls `open` at the first read: a request that is signed and never sent leaves no file open. */
export const sendableLater = (open: () => RequestBody): FetchBody => webStream(() => openSource(open() as OneShot))

function webStream(open: () => ChunkSource): FetchBody {
  let source: ChunkSource | undefined
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    source ??= open()
    const { done, value } = await source.next()
    if (done) controller.close()
    else controller.enqueue(chunkBytes(value))
  }
  const cancel = async (): Promise<void> => {
    await source?.stop()
  }
  const explainedPull: typeof pull = (controller) => explained(pull(controller))
  return new ReadableStream<Uint8Array>({ pull: explainedPull, cancel }, { highWaterMark: 0 }) as FetchBody
}
