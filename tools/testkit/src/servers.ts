// Servers on loopback for one test file.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { afterEach } from 'vitest'

export interface Servers {
  /** Origin of a server that answers with `listener`. */
  http(listener: RequestListener): Promise<string>
  /** Authority (`host:port`) of a server that hands over bare connections. */
  tcp(onConnection: (socket: Socket) => void): Promise<string>
}

/** Everything is closed after each test. */
export function useServers(): Servers {
  const servers: (Server | TcpServer)[] = []
  const sockets = new Set<Socket>()
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
  })
  const listen = async (server: Server | TcpServer): Promise<string> => {
    servers.push(server)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  return {
    http: async (listener) => `http://${await listen(createServer(listener))}`,
    tcp: (onConnection) => listen(createTcpServer(onConnection)),
  }
}
