// Servers on loopback for one test file.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

/** Yields a function that starts a server and yields its origin. Everything is closed after each test. */
export function useServers(): (listener: RequestListener) => Promise<string> {
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers) server.closeAllConnections()
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
  })
  return async (listener) => {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
}
