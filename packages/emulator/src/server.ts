// Opens and closes the one TCP server of an emulator.
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { EmulatorStartError } from './errors.ts'
import { createListener } from './http/listener.ts'
import type { TlsMaterial } from './tls.ts'
import type { World } from './world.ts'

export interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

const LIMITS = {
  // A session token in the Authorization header takes two or three KiB.
  maxHeaderSize: 32 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  // A missing Host is a reason for a 401 like any other, not a matter for the HTTP parser.
  requireHostHeader: false,
} as const

/** @throws {@link EmulatorStartError} when the address cannot be listened on */
export async function openServer(world: World, tls: TlsMaterial | undefined): Promise<RunningServer> {
  const closing = new AbortController()
  const listener = createListener(world, closing.signal)
  const server =
    tls === undefined
      ? createServer(LIMITS, listener)
      : createTlsServer({ ...LIMITS, key: tls.key, cert: tls.certificate, minVersion: 'TLSv1.2' }, listener)
  server.on('clientError', answerBroken)
  await listen(server, world)
  const { address, family, port } = server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  let closed: Promise<void> | undefined
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
    close: () => {
      closing.abort()
      closed ??= stop(server)
      return closed
    },
  }
}

function listen(server: Server, { settings: { host, port } }: World): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `The emulator cannot listen on port ${port} of ${host}. Choose another port, or 0 for a free one.`
      reject(new EmulatorStartError(message, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** What Node's parser does not take for HTTP is answered in as few words. */
function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || socket.destroyed) return
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
