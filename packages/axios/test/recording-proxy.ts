// An HTTP proxy on loopback that writes down what it is told: it opens tunnels for CONNECT and passes on what is plain.
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach } from 'vitest'

export interface RecordingProxy {
  readonly port: number
  /** How often somebody connected. */
  readonly connections: number
  readonly seen: readonly {
    readonly method: string | undefined
    readonly target: string | undefined
    readonly headers: IncomingHttpHeaders
  }[]
}

/** A proxy of its own for each test of a file. */
export function useProxy(): () => RecordingProxy {
  let proxy: RecordingProxy
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ proxy, close } = await startProxy())
  })
  afterEach(() => close())
  return () => proxy
}

async function startProxy() {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => socket.destroy())
  }
  const proxy = { port: 0, connections: 0, seen: [] as RecordingProxy['seen'][number][] }
  const server = createServer()
  server.on('connection', (socket: Socket) => {
    proxy.connections++
    keep(socket)
  })
  server.on('request', (request, response) => {
    const { method, url, headers } = request
    proxy.seen.push({ method, target: url, headers })
    const onward = httpRequest(String(url), { method, headers }, (answer) => {
      response.writeHead(Number(answer.statusCode), answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward.on('error', () => response.destroy()))
  })
  server.on('connect', ({ method, url, headers }, socket: Socket) => {
    proxy.seen.push({ method, target: url, headers })
    const { hostname, port } = new URL(`http://${url}`)
    const service = keep(connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n')))
    service.pipe(socket).pipe(service)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.port = (server.address() as AddressInfo).port
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { proxy, close }
}
