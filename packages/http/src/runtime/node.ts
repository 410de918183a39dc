// Sends requests on Node, Bun and Deno: agents that keep connections, TLS as asked for, and a view of the socket.
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { placeOf, sendRequest, type Departure, type OpenRequest } from './node-request.ts'
import { headersOf } from './headers-of.ts'
import { readTlsOptions } from './node-tls.ts'
import type { SendByProxy } from './node-proxied-request.ts'
import type { Exchange, RawResponse, TlsSettings, Transport } from './transport.ts'
import { unpacked } from './node-unpack.ts'
import type { Progress } from '../watch/watch.ts'

/** Whether TLS and proxies can be chosen here. */
export const hasTlsOptions = true

/** What is said of the runtime in the user agent. */
export const describeRuntime = (): string => `${process.platform}/${process.arch}; node/${process.versions.node}`

export const userAgentHeader = (): string => 'user-agent'

/** A connection that nobody uses is closed before the other side does, which for Node and Apache is after five seconds. */
const KEEP_ALIVE = { keepAlive: true, scheduling: 'lifo', timeout: 4000 } as const

/** Bodies above this are handed over in pieces, so that a slow upload shows that it moves. */
const PIECE_BYTES = 64 * 1024

export async function createTransport(settings: TlsSettings): Promise<Transport> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')])
  const tls = await readTlsOptions(settings)
  const httpAgent = new http.Agent(KEEP_ALIVE)
  const httpsAgent = new https.Agent({ ...KEEP_ALIVE, ...tls })
  let sendByProxy: Promise<SendByProxy> | undefined
  const loadSendByProxy = async (): Promise<SendByProxy> =>
    (await import('./node-proxied-request.ts')).createSendByProxy(KEEP_ALIVE, tls)
  const opening =
    (progress: Progress): OpenRequest =>
    (options, onResponse) => {
      const { request: open } = options.protocol === 'https:' ? https : http
      return watched(open(options, onResponse), progress)
    }
  return {
    showsConnection: true,
    async send(exchange: Exchange): Promise<RawResponse> {
      const { method, url, headers: given, proxy, signal, progress } = exchange
      const bytes = bytesOf(exchange.body)
      // Packing gains nothing where bodies are short.
      const headers = { accept: '*/*', 'accept-encoding': 'identity', ...given, ...lengthOf(bytes, given) }
      const writeBody = await bodyWriter(bytes, progress)
      const departure = { open: opening(progress), signal, writeBody }
      const send = async (): Promise<IncomingMessage> => {
        if (proxy !== undefined) {
          sendByProxy ??= loadSendByProxy()
          return (await sendByProxy)({ ...exchange, headers, proxy }, departure)
        }
        const agent = url.protocol === 'https:' ? httpsAgent : httpAgent
        return sendRequest({ ...placeOf(url), method, path: url.pathname + url.search, headers, agent }, departure)
      }
      const response = await send()
      const chunks = await unpacked(response, method)
      return { status: Number(response.statusCode), headers: headersOf(response), chunks }
    },
  }
}

/** Hands a body over as it is, or in pieces where it is long. */
async function bodyWriter(bytes: Buffer | undefined, progress: Progress): Promise<Departure['writeBody']> {
  if (bytes === undefined || bytes.length <= PIECE_BYTES) return (request) => void request.end(bytes)
  const { Readable } = await import('node:stream')
  return (request) => void Readable.from(pieces(bytes, () => reportMove(request, progress))).pipe(request)
}

function bytesOf(body: string | Uint8Array | null): Buffer | undefined {
  if (body === null) return undefined
  if (typeof body === 'string') return Buffer.from(body)
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

function lengthOf(bytes: Buffer | undefined, headers: Readonly<Record<string, string>>): Record<string, string> {
  return bytes === undefined || 'content-length' in headers ? {} : { 'content-length': String(bytes.length) }
}

function* pieces(bytes: Buffer, onNext: () => void): Generator<Buffer> {
  yield bytes.subarray(0, PIECE_BYTES)
  for (let start = PIECE_BYTES; start < bytes.length; start += PIECE_BYTES) {
    onNext()
    yield bytes.subarray(start, start + PIECE_BYTES)
  }
}

/** The part of a socket that says whether it can be written to; `secureConnecting` is Node's own. */
type ConnectingSocket = Socket & { readonly encrypted?: boolean; readonly secureConnecting?: boolean }

const isConnecting = (socket: ConnectingSocket): boolean => socket.connecting || socket.secureConnecting === true

/** What moves while the connection is only being made does not leave this machine. */
function reportMove({ socket }: ClientRequest, progress: Progress): void {
  if (socket && !isConnecting(socket)) progress.progress()
}

/** Reports when the connection stands and when the request has left, and lets nothing end without a word. */
function watched(request: ClientRequest, progress: Progress): ClientRequest {
  const connected = (): void => progress.connected()
  request.once('socket', (socket: ConnectingSocket) => {
    if (isConnecting(socket)) socket.once(socket.encrypted ? 'secureConnect' : 'connect', connected)
    else connected()
  })
  request.once('finish', () => reportMove(request, progress))
  let isAnswered = false
  request.once('response', (response) => {
    isAnswered = true
    // Else a body without a length that breaks off passes for a whole one, and a malformed one for a lost connection.
    request.on('error', (error) => void (response.complete || response.destroy(error)))
    // A server may answer before it has read the request; what it leaves unread would hold the connection for ever.
    response.once('end', () => void (request.writableFinished || request.destroy()))
  })
  request.once('close', () => {
    // Of an answer that switches to another protocol Node says nothing but this.
    if (!isAnswered) request.emit('error', new Error('The connection ended without a response.'))
  })
  return request
}
