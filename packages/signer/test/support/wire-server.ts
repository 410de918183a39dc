// A server that keeps requests as they came: the raw request line, the raw headers, the bytes of the body.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Arrived {
  readonly method: string
  readonly target: string
  /** Name and value pairs, as they stood on the wire. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer
}

export interface WireServer {
  readonly origin: string
  readonly arrived: Arrived[]
  close(): Promise<void>
}

export async function startWireServer(): Promise<WireServer> {
  const arrived: Arrived[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url: target = '', rawHeaders } = request
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    )
    arrived.push({ method, target, headers, body: Buffer.concat(chunks) })
    response.end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { origin, arrived, close }
}

/** The signing string of a request that arrived, rebuilt from nothing but the wire. */
export const rebuilt = ({ method, target, headers }: Arrived, names: readonly string[]): string =>
  names
    .map((name) => {
      const values = headers.filter(([raw]) => raw.toLowerCase() === name).map(([, value]) => value)
      return `${name}: ${name === '(request-target)' ? `${method.toLowerCase()} ${target}` : values.join(', ')}`
    })
    .join('\n')
