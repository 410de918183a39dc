// Sends requests on Node, Bun and Deno: agents that keep connections, TLS as asked for, and a view of the socket.
import type { ClientRequest, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { AxiosProxyConfig, AxiosResponse } from 'axios'
import { axiosConfig, headersOf } from './axios-config.ts'
import { readTlsOptions } from './node-tls.ts'
import type { Exchange, RawResponse, TlsSettings, Transport } from './transport.ts'
import type { Progress } from '../watch.ts'

/** Whether TLS and proxies can be chosen here. */
export const hasTlsOptions = true

/** What is said of the runtime in the user agent. */
export const describeRuntime = (): string => `${process.platform}/${process.arch}; node/${process.versions.node}`

export const userAgentHeader = (): string => 'user-agent'

/** As Node's own agent: a connection that nobody uses is closed before servers and firewalls forget it. */
const KEEP_ALIVE = { keepAlive: true, scheduling: 'lifo', timeout: 5000 } as const

/** Bodies above this are handed over in pieces, so that a slow upload shows that it moves. */
const PIECE_BYTES = 64 * 1024

export async function createTransport(settings: TlsSettings): Promise<Transport> {
  const [{ default: axios }, http, https, { Readable }] = await Promise.all([
    import('axios'),
    import('node:http'),
    import('node:https'),
    import('node:stream'),
  ])
  const tls = await readTlsOptions(settings)
  const httpAgent = new http.Agent(KEEP_ALIVE)
  const httpsAgent = new https.Agent({ ...KEEP_ALIVE, ...tls })
  const request = (progress: Progress) => (options: RequestOptions, onResponse: () => void) => {
    const { request: open } = options.protocol === 'https:' ? https : http
    return watched(open(options, onResponse), progress)
  }
  return {
    showsConnection: true,
    async send(exchange: Exchange): Promise<RawResponse> {
      const { headers, proxy, progress } = exchange
      const config = axiosConfig(exchange)
      const bytes = bytesOf(exchange.body)
      const response: AxiosResponse<AsyncIterable<Uint8Array>> = await axios.request({
        ...config,
        // A compressed body that is cut off would pass for a whole one.
        headers: { 'accept-encoding': 'identity', ...config.headers, ...lengthOf(bytes, headers) },
        data: bytes && bytes.length > PIECE_BYTES ? Readable.from(pieces(bytes, progress)) : bytes,
        adapter: 'http',
        transport: { request: request(progress) },
        httpAgent,
        httpsAgent,
        proxy: proxy === undefined ? false : axiosProxy(proxy),
      })
      return { status: response.status, headers: headersOf(response), chunks: response.data }
    },
  }
}

function bytesOf(body: string | Uint8Array | null): Buffer | undefined {
  if (body === null) return undefined
  if (typeof body === 'string') return Buffer.from(body)
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

function lengthOf(bytes: Buffer | undefined, headers: Readonly<Record<string, string>>): Record<string, string> {
  return bytes === undefined || 'content-length' in headers ? {} : { 'content-length': String(bytes.length) }
}

function* pieces(bytes: Buffer, progress: Progress): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    if (start > 0) progress.progress()
    yield bytes.subarray(start, start + PIECE_BYTES)
  }
}

function axiosProxy(proxy: URL): AxiosProxyConfig {
  const { protocol, hostname, username, password } = proxy
  const port = Number(proxy.port || (protocol === 'https:' ? 443 : 80))
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return { protocol, host: hostname, port, ...(username !== '' && { auth }) }
}

/** The part of a socket that says whether it can be written to; `secureConnecting` is Node's own. */
type ConnectingSocket = Socket & { readonly encrypted?: boolean; readonly secureConnecting?: boolean }

const isConnecting = (socket: ConnectingSocket): boolean => socket.connecting || socket.secureConnecting === true

/** Reports when the connection stands and when the request has left. */
function watched(request: ClientRequest, progress: Progress): ClientRequest {
  const connected = (): void => progress.connected()
  request.once('socket', (socket: ConnectingSocket) => {
    if (isConnecting(socket)) socket.once(socket.encrypted ? 'secureConnect' : 'connect', connected)
    else connected()
  })
  request.once('finish', () => {
    // It may also finish into a connection that is only being made.
    if (request.socket && !isConnecting(request.socket)) progress.progress()
  })
  request.once('response', connected)
  return request
}
