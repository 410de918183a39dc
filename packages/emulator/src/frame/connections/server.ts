// Opens and closes the TCP servers of an emulator: one, with TLS a second one for metadata, and one for each service with a port of its own.
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { EmulatorStartError } from '../../errors.ts'
import { BrokenRequests } from './broken-requests.ts'
import { createListener, type ListenerParts } from './listener.ts'
import { MAX_HEADER_BYTES } from './max-header-bytes.ts'
import { createTlsMaterial, type TlsMaterial } from './tls.ts'
import type { Frame } from '../frame.ts'
import type { Addresses, OwnPort, Service } from '../service/service.ts'

export interface RunningServer {
  readonly addresses: Addresses
  close(): Promise<void>
}

const LIMITS = {
  maxHeaderSize: MAX_HEADER_BYTES,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  // The verifier judges a missing Host and answers 401 with a reason; Node's parser would answer 400 without one.
  requireHostHeader: false,
} as const

/** @throws {@link EmulatorStartError} when the address cannot be listened on */
export async function openServer(frame: Frame, tls: TlsMaterial | undefined): Promise<RunningServer> {
  const closing = new AbortController()
  const { port } = frame.settings
  const common = { ...frame, services: frame.services.filter(({ ownPort }) => ownPort === undefined) }
  const all = connect(common, { signal: closing.signal, serves: 'everything' }, tls)
  const servers = [all]
  await listen(all, frame, port)
  const url = originOf(all, tls === undefined ? 'http' : 'https')
  let plainUrl = url
  if (tls !== undefined) {
    // OCI's SDKs ask for metadata over plain HTTP, as an instance's link-local address has no certificate.
    const plain = connect(common, { signal: closing.signal, serves: 'local services' }, undefined)
    servers.push(plain)
    await listen(plain, frame, 0)
    plainUrl = originOf(plain, 'http')
  }
  const opened = new Map<Service, Promise<OwnPort>>()
  const openOwnPort = async (service: Service): Promise<OwnPort> => {
    const own = await createTlsMaterial(frame.tenancy.source)
    const server = connect({ ...frame, services: [service] }, { signal: closing.signal, serves: 'one service' }, own)
    await listen(server, frame, service.ownPort ?? 0)
    servers.push(server)
    if (closing.signal.aborted) await stop(server)
    return { origin: originOf(server, 'https'), ca: own.ca }
  }
  let closed: Promise<void> | undefined
  return {
    addresses: { url, plainUrl, openOwnPort: (service) => onceOpen(opened, service, openOwnPort) },
    close: () => {
      closing.abort()
      closed ??= Promise.all(servers.map(stop)).then(() => undefined)
      return closed
    },
  }
}

/** Opens a port once for all who ask, and again after it could not be opened. */
function onceOpen(
  opened: Map<Service, Promise<OwnPort>>,
  service: Service,
  open: (service: Service) => Promise<OwnPort>,
): Promise<OwnPort> {
  const present = opened.get(service)
  if (present !== undefined) return present
  const opening = open(service)
  opened.set(service, opening)
  opening.catch(() => opened.delete(service))
  return opening
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
