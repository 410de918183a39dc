// Proxies as they really are: absolute addresses for http, a tunnel for https.
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { createHttpClient } from '../src/index.ts'
import { useProxies } from './start-proxy.ts'

const startProxy = useProxies()
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe('a proxy', () => {
  test('of the environment gets the absolute address of a plain call', async () => {
    const proxy = await startProxy()
    const http = createHttpClient({ env: { http_proxy: proxy.url } })
    expect((await http({ method: 'GET', url: 'http://nowhere.invalid/a?b=c' })).text()).toBe('by proxy')
    expect(proxy.seen).toMatchObject([
      { method: 'GET', target: 'http://nowhere.invalid/a?b=c', headers: { host: 'nowhere.invalid' } },
    ])
    expect(proxy.seen[0]?.headers).not.toHaveProperty('proxy-authorization')
  })

  test('is told its own credentials, and no error shows them', async () => {
    const proxy = await startProxy()
    const address = proxy.url.replace('//', '//me%40home:hunter2@')
    await createHttpClient({ env: {}, proxy: address })({ method: 'GET', url: 'http://nowhere.invalid/' })
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(`Basic ${btoa('me@home:hunter2')}`)
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
    const proxy = await startProxy({ port: Number(new URL(oci.url).port) })
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

  test('that wants credentials for a plain call has not given the service’s answer', async () => {
    const listener: RequestListener = (_, response) =>
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('EVIL')
    const { url, open } = await startProxy({ listener })
    const call = { method: 'GET', url: 'http://nowhere.invalid/a?token=hunter2' }
    const error = await rejectionOf(createHttpClient({ env: {}, proxy: url })(call))
    expect(error).toMatchObject({ code: 'ERR_PROXY', proxy: url, proxyStatus: 407, method: 'GET' })
    expect((error as Error).message).toContain('Put its credentials into its address')
    expect(JSON.stringify(error)).not.toMatch(/EVIL|hunter2/)
    await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 10_000 })
    const direct = await createHttpClient({ env: {} })({ ...call, url })
    expect(direct.status).toBe(407)
  })

  test('keeps its connections for plain calls', async () => {
    const { url, open } = await startProxy()
    const http = createHttpClient({ env: {}, proxy: url })
    const ports: unknown[] = []
    for (const path of ['a', 'b']) {
      await http({ method: 'PUT', url: `http://nowhere.invalid/${path}`, body: path.repeat(100_000) })
      ports.push([...open].map(({ remotePort }) => remotePort))
    }
    expect(ports[0]).toHaveLength(1)
    expect(ports[1]).toEqual(ports[0])
  })

  test('is named when a plain call cannot reach it, and not blamed for what breaks later', async () => {
    const http = (proxy: string) =>
      createHttpClient({ env: {}, proxy })({ method: 'GET', url: 'http://nowhere.invalid/' })
    expect(await rejectionOf(http('http://127.0.0.1:1'))).toMatchObject({
      message: expect.stringContaining('the proxy cannot be used: nothing listens there (ECONNREFUSED)'),
      proxy: 'http://127.0.0.1:1',
    })
    const { url } = await startProxy({ listener: (request) => request.socket.destroy() })
    expect(await rejectionOf(http(url))).toMatchObject({
      message: expect.stringContaining(`by the proxy ${url}: the connection broke`),
      reason: 'ECONNRESET',
    })
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
