// Where an https request goes when there is an HTTP proxy: through a tunnel, past the proxy, or nowhere; never to the proxy itself.
import { Agent, request as httpsRequest } from 'node:https'
import type { AxiosInstance, AxiosProxyConfig, CreateAxiosDefaults } from 'axios'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { attachSigner } from '@x/axios'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { clientsWithoutTunnel, clientsWithTunnel, type Client } from './clients.ts'
import { useProxy } from './recording-proxy.ts'

const secure = emulated({ tls: true })
const plain = emulated()
const proxy = useProxy()

const VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
  `npm_config_${name}`,
])

beforeEach(() =>
  [...VARIABLES, 'npm_config_proxy', 'NODE_USE_ENV_PROXY'].forEach((name) => vi.stubEnv(name, undefined)),
)
afterEach(() => vi.unstubAllEnvs())

/** By name: axios gives what it calls through a tunnel as the name of the server, where Node 26 takes no IP address. */
function secureUrl(): URL {
  const url = new URL(secure().url)
  url.hostname = 'localhost'
  return url
}

/** Of the service with TLS, whose CA it trusts. */
function secureClient({ create }: Client, defaults: CreateAxiosDefaults = {}): AxiosInstance {
  const httpsAgent = new Agent({ ca: secure().ca })
  const http = create({ baseURL: secureUrl().href, proxy: undefined, httpsAgent, ...defaults } as CreateAxiosDefaults)
  attachSigner(http, apiKeySigner(secure()))
  return http
}

const proxyOption = (): AxiosProxyConfig => ({ protocol: 'http', host: '127.0.0.1', port: Number(proxy().port) })
let before = 0
/** What the service with TLS got in this test. */
const received = (): string[] =>
  secure()
    .requests.slice(before)
    .map(({ method, path, verdict }) => `${method} ${path} ${verdict}`)

beforeEach(() => void (before = secure().requests.length))

const isHttp = ({ adapter }: Client): boolean => adapter === 'http'
const isFetch = ({ adapter }: Client): boolean => adapter === 'fetch'

const variables = ['HTTPS_PROXY', 'https_proxy'] as const

describe.each(clientsWithoutTunnel.filter(isHttp))('$name, which opens no tunnel', (client) => {
  async function expectRefusal(http: AxiosInstance): Promise<void> {
    const error = await rejectionOf(http.post('/echo', { a: 1 }))
    const { port } = proxy()
    expect(error).toMatchObject({ code: 'ERR_CLEARTEXT_PROXY' })
    expect((error as Error).message).toBe(
      `This version of axios would send the https request to the proxy 127.0.0.1:${port} in clear text, signature and token ` +
        'included. Upgrade axios to 1.16.1 or newer; or pass proxy: false and an httpsAgent that tunnels; or use adapter: ' +
        "'fetch'.",
    )
    expect(JSON.stringify(error)).not.toMatch(/Signature|keyId/)
    expect(proxy()).toMatchObject({ connections: 0, seen: [] })
    expect(received()).toEqual([])
  }

  test('sends an https request nowhere when its option names a proxy', async () => {
    await expectRefusal(secureClient(client, { proxy: proxyOption() }))
  })

  test.each(variables)('sends an https request nowhere when %s names a proxy', async (variable) => {
    vi.stubEnv(variable, `http://127.0.0.1:${proxy().port}`)
    await expectRefusal(secureClient(client))
  })

  test('sends an https request nowhere when a proxy meets a transport of the caller', async () => {
    const request = vi.fn(httpsRequest)
    await expectRefusal(secureClient(client, { proxy: proxyOption(), transport: { request } }))
    expect(request).not.toHaveBeenCalled()
  })
})

describe.each(clientsWithTunnel.filter(isHttp))('$name, which opens a tunnel', (client) => {
  // Some versions keep the CA of the agent from what goes through their tunnel.
  beforeEach(() => void vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'))

  async function expectTunnel(http: AxiosInstance): Promise<void> {
    expect((await http.post('/echo', { a: 1 })).status).toBe(200)
    expect(received()).toEqual(['POST /echo accepted'])
    const { seen, connections } = proxy()
    expect(connections).toBe(1)
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual([`CONNECT ${secureUrl().host}`])
    expect(JSON.stringify(seen)).not.toMatch(/authorization|Signature|keyId/i)
  }

  test('sends an https request through it when its option names a proxy', async () => {
    await expectTunnel(secureClient(client, { proxy: proxyOption() }))
  })

  test.each(variables)('sends an https request through it when %s names a proxy', async (variable) => {
    vi.stubEnv(variable, `http://127.0.0.1:${proxy().port}`)
    await expectTunnel(secureClient(client))
  })
})

const all = [...clientsWithoutTunnel, ...clientsWithTunnel]

describe.each(all.filter(isHttp))('$name', (client) => {
  async function expectDirect(http: AxiosInstance): Promise<void> {
    expect((await http.post('/echo', { a: 1 })).status).toBe(200)
    expect(received()).toEqual(['POST /echo accepted'])
    expect(proxy()).toMatchObject({ connections: 0, seen: [] })
  }

  test('sends an https request past a proxy of the environment with proxy: false', async () => {
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy().port}`)
    await expectDirect(secureClient(client, { proxy: false }))
  })

  test.each(['NO_PROXY', 'no_proxy'])(
    'sends an https request past a proxy to a host that %s names',
    async (variable) => {
      vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy().port}`)
      vi.stubEnv(variable, secureUrl().hostname)
      await expectDirect(secureClient(client))
    },
  )

  test('sends an https request with the transport of the caller', async () => {
    const request = vi.fn(httpsRequest)
    await expectDirect(secureClient(client, { transport: { request } }))
    expect(request).toHaveBeenCalledOnce()
  })

  test('sends a plain http request through a proxy as it is, and the service accepts it', async () => {
    const http = client.create({ baseURL: plain().url, proxy: proxyOption() })
    attachSigner(http, apiKeySigner(plain()))
    expect((await http.post('/echo', { a: 1 })).status).toBe(200)
    expect(proxy().seen).toMatchObject([
      { method: 'POST', target: `${plain().url}/echo`, headers: { authorization: expect.stringContaining('keyId=') } },
    ])
    expect(plain().requests.at(-1)).toMatchObject({ path: '/echo', verdict: 'accepted' })
  })
})

describe.each(all.filter(isFetch))('$name', (client) => {
  test('sends an https request past a proxy, which fetch does not know', async () => {
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy().port}`)
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0') // fetch takes no CA
    const http = secureClient(client, { proxy: proxyOption(), httpsAgent: undefined })
    expect((await http.post('/echo', { a: 1 })).status).toBe(200)
    expect(received()).toEqual(['POST /echo accepted'])
    expect(proxy()).toMatchObject({ connections: 0, seen: [] })
  })
})
