// Leads the addresses of a region, which OCI's command line has built in, to the emulator: a proxy for HTTPS, whose tunnels end in a
// certificate of its own.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import type { Emulator } from '@x/emulator'
import { runTool } from '../clients/environment.ts'

/** Which services of the region have an address here. */
const TEMPLATES = ['auth.{region}.oraclecloud.com', 'identity.{region}.oci.oraclecloud.com']

export interface RegionalAddresses {
  /** For a program that is to find them: the proxy, and the file of the certificate that it has to trust. */
  readonly variables: Readonly<Record<'HTTPS_PROXY' | 'REQUESTS_CA_BUNDLE', string>>
  close(): Promise<void>
}

/**
 * Any other name than those of the services is refused, so that nothing goes to OCI itself.
 *
 * @throws Error where there is no openssl
 */
export async function startRegionalAddresses(oci: Emulator, folder: string): Promise<RegionalAddresses> {
  const names = TEMPLATES.map((template) => template.replace('{region}', oci.region))
  const { key, certificate } = makeCertificate(names, folder)
  const sockets = new Set<Socket>()
  const keep = <Kept extends Socket>(socket: Kept): Kept => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
    return socket
  }
  const inside = createTlsServer({ key: await readFile(key), cert: await readFile(certificate) }, (socket) => {
    const emulator = keep(connect(Number(new URL(oci.url).port), '127.0.0.1'))
    keep(socket).pipe(emulator).pipe(socket)
  })
  const proxy = createServer((_, response) => response.writeHead(405).end())
  proxy.on('connect', ({ url }, socket: Socket) => {
    const isKnown = names.some((name) => url === `${name}:443`)
    socket.write(`HTTP/1.1 ${isKnown ? '200 Connection established' : '403 Forbidden'}\r\n\r\n`)
    if (isKnown) inside.emit('connection', keep(socket))
    else socket.end()
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  return {
    variables: { HTTPS_PROXY: `http://127.0.0.1:${port}`, REQUESTS_CA_BUNDLE: certificate },
    async close() {
      proxy.close()
      proxy.closeAllConnections()
      for (const socket of sockets) socket.destroy()
      await once(proxy, 'close')
    },
  }
}

/** A certificate that signs itself, for all of the names. */
function makeCertificate(names: readonly string[], folder: string): Readonly<Record<'key' | 'certificate', string>> {
  const made = { key: join(folder, 'regional-key.pem'), certificate: join(folder, 'regional-certificate.pem') }
  const subjects = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', made.key]
  const certificate = [
    '-subj',
    '/CN=addresses of a region',
    '-addext',
    subjects,
    '-days',
    '2',
    '-out',
    made.certificate,
  ]
  runTool('openssl', ['req', '-x509', ...key, ...certificate])
  return made
}
