// A server that keeps the bytes of each request as they came over its socket, and answers 200.
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface CaptureServer {
  /** Without a slash at the end. */
  readonly origin: string
  /** The bytes of the last whole request. */
  last(): Buffer
  close(): Promise<void>
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'

export async function startCapture(): Promise<CaptureServer> {
  let last = Buffer.alloc(0)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let bytes = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      if (!isWhole(bytes)) return
      last = bytes
      bytes = Buffer.alloc(0)
      socket.end(ANSWER)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    last: () => last,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** Whether the head and as much of a body as it announces are there. What these bytes mean is the verifiers' business. */
export function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return false
  const head = bytes.toString('latin1', 0, end)
  if (/^transfer-encoding:[^\r\n]*chunked/im.test(head)) return bytes.includes('\r\n0\r\n\r\n', end + 2)
  return bytes.length >= end + 4 + Number(/^content-length:[ \t]*(\d+)/im.exec(head)?.[1] ?? 0)
}
