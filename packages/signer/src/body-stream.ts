// Bodies that come in pieces: web streams and async iterables (a Node Readable is one), read alike.
import { abortable } from './abort.ts'
import { bytesOf, tagOf, utf8 } from './bytes.ts'
import { Refusal } from './refusal.ts'
import type { FetchBody } from './request.ts'

/** Can be read once. */
export type OneShot = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

interface ChunkSource {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>
  stop(): unknown
}

const ALREADY_READ = 'stream is locked or was read before'

/** Refuses a stream that was read before: what is left of it is another body. */
function openSource(body: OneShot): ChunkSource {
  if ('getReader' in body) {
    const reader = readerOf(body)
    return { next: () => reader.read(), stop: () => reader.cancel() }
  }
  if ('readableDidRead' in body && body.readableDidRead) throw new Refusal('unsupported-body', ALREADY_READ)
  const iterator = body[Symbol.asyncIterator]()
  return { next: () => iterator.next(), stop: () => iterator.return?.() }
}

function readerOf(stream: ReadableStream<Uint8Array>): ReadableStreamDefaultReader<Uint8Array> {
  try {
    // Nothing but this constructor tells whether a stream was read from: it refuses those.
    const { body } = new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>)
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
    Promise.resolve(source.stop()).catch(() => {})
  }
}

function chunkBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return utf8.encode(chunk)
  const bytes = typeof chunk === 'object' && chunk !== null ? bytesOf(chunk) : undefined
  if (!bytes) throw new Refusal('unsupported-body', `stream yielded a ${tagOf(chunk)} instead of bytes or a string`)
  return bytes
}

/** As a web stream, which every fetch takes. */
export function sendable(body: OneShot): FetchBody {
  if ('getReader' in body) return body as FetchBody
  const source = openSource(body)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next()
      if (done) controller.close()
      else controller.enqueue(chunkBytes(value))
    },
    async cancel() {
      await source.stop()
    },
  }) as FetchBody
}
