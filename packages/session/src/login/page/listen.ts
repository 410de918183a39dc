// Opens the port at which a browser arrives after a login: on this machine alone, unless another address is chosen.
import type { RequestListener, Server } from 'node:http'
import { LoginError } from '../../errors/login-error.ts'

/** Where the browser is received. @public */
export interface ListenAddress {
  /** An address of this machine, such as `0.0.0.0` in a container. @defaultValue both of `127.0.0.1` and `::1` */
  readonly host?: string | undefined
  /**
   * For what leads there from port 8181, such as `ssh -L 8181:localhost:9000`; 0 takes any free one. The browser is sent to
   * `http://localhost:8181` in any case. @defaultValue 8181
   */
  readonly port?: number | undefined
}

export interface Listener {
  readonly port: number
  /** Releases the port and ends all connections. */
  readonly close: () => void
}

export const LOGIN_PORT = 8181
const LOOPBACK = ['127.0.0.1', '::1']
/** Cookies of all programs that were ever met at `localhost` come along. */
const MAX_HEADER_BYTES = 65_536
/** A request is small, and comes from this machine. */
const RECEIVE_MS = 10_000

/** @throws {@link LoginError} `ERR_LOGIN` `port-in-use` or `cannot-listen` */
export async function listen(address: ListenAddress, onRequest: RequestListener): Promise<Listener> {
  const { host, port: wanted = LOGIN_PORT } = address
  const servers: Server[] = []
  const close = (): void => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  let port = wanted
  try {
    for (const each of host === undefined ? LOOPBACK : [host]) {
      const server = await opened({ host: each, port }, onRequest)
      if (server === undefined) continue
      servers.push(server)
      port = (server.address() as { readonly port: number }).port
    }
  } catch (error) {
    close()
    throw error
  }
  return { port, close }
}

/** @returns `undefined` where this machine has no IPv6 */
async function opened(
  { host, port }: { readonly host: string; readonly port: number },
  onRequest: RequestListener,
): Promise<Server | undefined> {
  const { createServer } = await import('node:http')
  const limits = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: RECEIVE_MS, requestTimeout: RECEIVE_MS }
  const server = createServer({ ...limits, connectionsCheckingInterval: 1000 }, onRequest)
  server.maxConnections = 64
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException): void => {
      const isAbsent = host === '::1' && (cause.code === 'EADDRNOTAVAIL' || cause.code === 'EAFNOSUPPORT')
      if (isAbsent) resolve(undefined)
      else
        reject(
          new LoginError(cause.code === 'EADDRINUSE' ? 'port-in-use' : 'cannot-listen', {
            about: shown(host, port),
            cause,
          }),
        )
    }
    server.once('error', onError)
    // In a worker of a cluster the port is this one's alone.
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', onError).on('error', () => {})
      resolve(server)
    })
  })
}

const shown = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`
