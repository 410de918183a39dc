// A page of another origin on this machine.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ForeignPage {
  readonly url: string
  readonly close: () => void
}

export function serveOnce(): Promise<ForeignPage> {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const close = (): void => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ url: `http://127.0.0.1:${port}`, close })
    })
  })
}
