// A proxy for one test: it notes what it is asked and leads every tunnel to one port of loopback.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterEach } from 'vitest'
import type { KeyAndCertificate } from './self-signed.ts'

export interface ProxyOptions {
  /** Where tunnels end; refused by default. */
  readonly port?: number | undefined
  /** Speaks TLS itself. */
  readonly identity?: KeyAndCertificate | undefined
  /** Answers forwarded requests. */
  readonly listener?: RequestListener | undefined
  readonly host?: string | undefined
}

export interface Proxy {
  readonly url: string
  readonly seen: readonly ProxiedRequest[]
  /** The connections from clients that are open. */
  readonly open: ReadonlySet<Socket>
  /** The names that clients asked for in TLS. */
  readonly serverNames: readonly unknown[]
}

interface ProxiedRequest {
  readonly method: string | undefined
  readonly target: string | undefined
  readonly headers: IncomingMessage['headers']
}

export function useProxies(): (options?: ProxyOptions) => Promise<Proxy> {
  const closers: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()))
  })
  return async ({ port = 1, identity, listener, host = '127.0.0.1' } = {}) => {
    const seen: ProxiedRequest[] = []
    const open = new Set<Socket>()
    const serverNames: unknown[] = []
    const note = ({ method, url, headers }: IncomingMessage): void => void seen.push({ method, target: url, headers })
    const answer: RequestListener = (request, response) => {
      note(request)
      if (listener) listener(request, response)
      else response.end('by proxy')
    }
    const server = identity
      ? createTlsServer({ key: identity.key, cert: identity.certificate }, answer)
      : createServer(answer)
    server.on('connection', (socket: Socket) => {
      open.add(socket)
      socket.on('error', () => {}).on('close', () => open.delete(socket))
    })
    server.on('secureConnection', (socket: TLSSocket & { servername?: unknown }) => serverNames.push(socket.servername))
    server.on('connect', (request, socket) => {
      note(request)
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy())
      socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, host, resolve))
    closers.push(async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    })
    const authority = `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
    return { url: `${identity ? 'https' : 'http'}://${authority}`, seen, open, serverNames }
  }
}
