// The body that axios hands its adapter, as a signer takes it: what an adapter would serialise after signing is serialised here.
import { SigningError, type RequestBody } from '@x/signer'
import type { BodySigning } from './options.ts'

export interface OutgoingBody {
  readonly body: RequestBody | undefined
  /** The only one that fits the body, since its boundary is in there. */
  readonly contentType?: string | undefined
}

/** A stream of Node's, of any age: those of the `form-data` package cannot be iterated. */
interface NodeStream {
  on(event: string, listener: (value: unknown) => void): unknown
  pipe(target: unknown): unknown
  pause?(): unknown
  resume?(): unknown
  destroy?(): unknown
  /** Of a multipart form. */
  getHeaders?(): Readonly<Record<string, string | undefined>>
}

const isNodeStream = (data: unknown): data is NodeStream =>
  typeof data === 'object' && data !== null && 'pipe' in data && 'on' in data

const isFormData = (data: unknown): data is FormData =>
  Object.prototype.toString.call(data) === '[object FormData]' && 'getAll' in (data as object)

/** Whether the caller's stream can go to the http adapter as it is, because the signature does not cover it. */
export const passesUnread = (data: unknown, bodySigning: BodySigning = 'sign'): data is NodeStream =>
  bodySigning !== 'sign' && isNodeStream(data)

/** Stands for such a stream: the signer sees that it can be sent once, and reads nothing of it. */
export function unreadBody(stream: NodeStream): OutgoingBody {
  const body = { async *[Symbol.asyncIterator]() {} }
  return { body, contentType: stream.getHeaders?.()['content-type'] }
}

/**
 * @throws {@link SigningError} `unsupported-body` for a `FormData` that the runtime cannot serialise
 */
export async function outgoingBody(data: unknown): Promise<OutgoingBody> {
  if (isFormData(data)) return multipart(data)
  if (!isNodeStream(data) || Symbol.asyncIterator in data) return { body: data as RequestBody | undefined }
  return { body: readableStream(data), contentType: data.getHeaders?.()['content-type'] }
}

async function multipart(form: FormData): Promise<OutgoingBody> {
  const serialised = new Response(form)
  const contentType = serialised.headers.get('content-type')
  if (!contentType?.startsWith('multipart/form-data'))
    throw new SigningError('unsupported-body', "The FormData is not the runtime's own. Use the global FormData.")
  return { body: await serialised.arrayBuffer(), contentType }
}

function readableStream(source: NodeStream): ReadableStream<Uint8Array> {
  let isOpen = true
  const utf8 = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      source.on('data', (chunk) => {
        if (!isOpen) return
        controller.enqueue(typeof chunk === 'string' ? utf8.encode(chunk) : (chunk as Uint8Array))
        if ((controller.desiredSize ?? 0) <= 0) source.pause?.()
      })
      source.on('end', () => {
        if (isOpen) controller.close()
        isOpen = false
      })
      source.on('error', (error) => {
        if (isOpen) controller.error(error)
        isOpen = false
      })
    },
    pull() {
      source.resume?.()
    },
    cancel() {
      isOpen = false
      source.destroy?.()
    },
  })
}
