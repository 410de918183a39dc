// Opens and closes the TCP servers of an emulator: one, and with TLS a second one that serves metadata over plain HTTP.
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { EmulatorStartError } from '../../errors.ts'
import { BrokenRequests } from './broken-requests.ts'
import { createListener, type ListenerParts } from './listener.ts'
import type { TlsMaterial } from './tls.ts'
import type { Frame } from '../frame.ts'
import type { Addresses } from '../service/service.ts'

export interface RunningServer {
  readonly addresses: Addresses
  close(): Promise<void>
}

const LIMITS = {
  // A session token in the Authorization header takes two or three KiB.
  maxHeaderSize: 32 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  // The verifier judges a missing Host and answers 401 with a reason; Node's parser would answer 400 without one.
  requireHostHeader: false,
} as const

/** @throws {@link EmulatorStartError} when the address cannot be listened on */
export async function openServer(frame: Frame, tls: TlsMaterial | undefined): Promise<RunningServer> {
  const closing = new AbortController()
  const { port } = frame.settings
  const all = connect(frame, { signal: closing.signal, serves: 'everything' }, tls)
  const servers = [all]
  await listen(all, frame, port)
  const url = originOf(all, tls === undefined ? 'http' : 'https')
  let plainUrl = url
  if (tls !== undefined) {
    // OCI's SDKs ask for metadata over plain HTTP, as an instance's link-local address has no certificate.
    const plain = connect(frame, { signal: closing.signal, serves: 'local services' }, undefined)
    servers.push(plain)
    await listen(plain, frame, 0)
    plainUrl = originOf(plain, 'http')
  }
  let closed: Promise<void> | undefined
  return {
    addresses: { url, plainUrl },
    close: () => {
      closing.abort()
      closed ??= Promise.all(servers.map(stop)).then(() => undefined)
      return closed
    },
  }
}

function connect(frame: Frame, parts: Omit<ListenerParts, 'broken'>, tls: TlsMaterial | undefined): Server {
  const broken = new BrokenRequests(frame.clock.now)
  const listener = createListener(frame, { ...parts, broken })
  const server =
    tls === undefined
      ? createServer(LIMITS, listener)
      : createTlsServer({ ...LIMITS, key: tls.key, cert: tls.certificate, minVersion: 'TLSv1.2' }, listener)
  return server.on('clientError', (error, socket) => broken.answer(error, socket))
}

function originOf(server: Server, scheme: 'http' | 'https'): string {
  const { address, family, port } = server.address() as AddressInfo
  return `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function listen(server: Server, { settings: { host } }: Frame, port: number): Promise<void> {
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
