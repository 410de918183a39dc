// Proxies as they really are: absolute addresses for http, a tunnel for https.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'
import { afterEach, describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { createHttpClient } from '../src/index.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

interface Proxy {
  readonly url: string
  readonly seen: {
    readonly method: string | undefined
    readonly target: string | undefined
    readonly auth: string | undefined
  }[]
}

/** Every tunnel leads to `port` of loopback, whatever host is asked for. */
async function startProxy(port = 1): Promise<Proxy> {
  const seen: Proxy['seen'] = []
  const note = ({ method, url, headers }: IncomingMessage): void =>
    void seen.push({ method, target: url, auth: headers['proxy-authorization'] })
  const server = createServer((request, response) => {
    note(request)
    response.end('by proxy')
  })
  server.on('connect', (request, socket) => {
    note(request)
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    closers.unshift(() => (upstream.destroy(), socket.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve))))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

describe('a proxy', () => {
  test('of the environment gets the absolute address of a plain call', async () => {
    const proxy = await startProxy()
    const http = createHttpClient({ env: { http_proxy: proxy.url } })
    expect((await http({ method: 'GET', url: 'http://nowhere.invalid/a?b=c' })).text()).toBe('by proxy')
    expect(proxy.seen).toEqual([{ method: 'GET', target: 'http://nowhere.invalid/a?b=c', auth: undefined }])
  })

  test('is told its own credentials, and no error shows them', async () => {
    const proxy = await startProxy()
    const address = proxy.url.replace('//', '//me%40home:hunter2@')
    await createHttpClient({ env: {}, proxy: address })({ method: 'GET', url: 'http://nowhere.invalid/' })
    expect(proxy.seen[0]?.auth).toBe(`Basic ${btoa('me@home:hunter2')}`)
    const broken = createHttpClient({ env: {}, proxy: 'http://me:hunter2@127.0.0.1:1' })
    const error = await rejectionOf(broken({ method: 'GET', url: 'http://nowhere.invalid/' }))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'ECONNREFUSED' })
    expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).not.toContain('hunter2')
  })

  test('is a tunnel for https: it learns the host alone, and trust is decided end to end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'http-proxy-'))
    const oci = await startEmulator({ tls: true })
    closers.push(
      () => oci.close(),
      () => rm(folder, { recursive: true }),
    )
    await oci.configFile(folder)
    const proxy = await startProxy(Number(new URL(oci.url).port))
    // A name that the emulator's certificate does not cover, so that verification must fail, then not happen.
    const url = 'https://auth.nowhere.invalid/echo?secret=hunter2'
    const env = { HTTPS_PROXY: proxy.url }
    const certBundleVerify = join(folder, 'ca.pem')
    expect(readFileSync(certBundleVerify, 'utf8')).toBe(oci.ca)
    const refused = await rejectionOf(createHttpClient({ env, certBundleVerify })({ method: 'GET', url }))
    expect(refused).toMatchObject({ reason: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    expect((await createHttpClient({ env, certBundleVerify: false })({ method: 'GET', url })).status).toBe(401)
    expect(proxy.seen.map(({ method, target }) => [method, target])).toEqual([
      ['CONNECT', 'auth.nowhere.invalid:443'],
      ['CONNECT', 'auth.nowhere.invalid:443'],
    ])
  })

  test('never sees a call to this machine, even when it is named as an option', async () => {
    const proxy = await startProxy()
    const target = await startProxy()
    const http = createHttpClient({ env: { http_proxy: proxy.url }, proxy: proxy.url })
    await http({ method: 'GET', url: target.url })
    expect(proxy.seen).toEqual([])
    expect(target.seen[0]?.target).toBe('/')
  })
})
