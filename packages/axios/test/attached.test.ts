// Life with a signer: interceptors, transforms, retries, sending again, detaching, and what is refused.
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axios, {
  create as createAxios,
  type AxiosInstance,
  type AxiosStatic,
  type InternalAxiosRequestConfig,
} from 'axios'
import axiosRetry from 'axios-retry'
import { beforeEach, describe, expect, test } from 'vitest'
import { attachSigner, AuthConflictError, SignerAttachedError, signingInterceptor } from '@x/axios'
import { createSigner, Signer } from '@x/signer'
import { clients, privateKey, publicKey, signer } from './clients.ts'
import { valuesOf, verifyingServer, type Received } from './verifying-server.ts'

const { CancelToken } = axios as AxiosStatic
const server = verifyingServer(publicKey)

beforeEach(() => {
  server.answer = undefined
  server.received.splice(0)
})

const header = (one: Received | undefined, name: string): string | undefined => one && valuesOf(one, name)[0]
const problems = (): readonly string[] => server.received.flatMap((one) => one.problems)

/** A signer whose clock goes one second further with each signature. */
function tickingSigner(): Signer {
  let time = Date.now()
  return new Signer({
    tenancy: 'ocid1.tenancy.oc1..aaaa',
    user: 'ocid1.user.oc1..bbbb',
    fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
    privateKey,
    now: () => (time += 1000),
  })
}

describe.each(clients)('$name', ({ create }) => {
  test('interceptors registered before and after both work on the unsigned request, and what they change is signed', async () => {
    const http = create({ baseURL: server.url })
    const seen: unknown[] = []
    const add = (name: string): void =>
      void http.interceptors.request.use((config) => {
        seen.push(config.headers.get('authorization'), config.data)
        config.headers.set(name, 'yes')
        config.params = { ...(config.params as object), [name]: 1 }
        return config
      })
    add('x-before')
    attachSigner(http, signer)
    add('x-after')
    const { config } = await http.post('/a', { b: 1 })
    expect(problems()).toEqual([])
    expect(seen).toEqual([undefined, { b: 1 }, undefined, { b: 1 }])
    expect(server.received[0]?.target).toBe('/a?x-after=1&x-before=1')
    expect([header(server.received[0], 'x-before'), header(server.received[0], 'x-after')]).toEqual(['yes', 'yes'])
    expect(config.url).toBe('/a')
  })

  test('response interceptors see what axios would give them', async () => {
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    http.interceptors.response.use(({ config, data, status }) => ({ url: config.url, data, status }) as never)
    server.answer = () => ({ body: '{"a":1}' })
    expect(await http.get('/a')).toEqual({ url: '/a', data: { a: 1 }, status: 200 })
  })

  test('transformRequest has the last word on the body, and on its type', async () => {
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    const type = 'application/x-www-form-urlencoded'
    const transforms = [
      (data: unknown) => `v=${String(data)}`,
      (data: unknown, headers: { setContentType(value: string): unknown }) => {
        headers.setContentType(type)
        return data
      },
    ]
    await http.post('/a', 'x', { transformRequest: transforms })
    await http.post('/a', 'x', { transformRequest: transforms.slice(0, 1) })
    await http.post('/a', 'x', { transformRequest: (data: unknown) => `${String(data)}!` })
    expect(problems()).toEqual([])
    expect(server.received.map(({ body }) => body.toString())).toEqual(['v=x', 'v=x', 'x!'])
    expect(server.received.map((one) => header(one, 'content-type'))).toEqual([
      type,
      'application/json',
      'application/json',
    ])
  })

  test.each(['a=1', { a: 1 }, new URLSearchParams('a=1'), undefined])(
    'axios-retry sends %j again with a new signature for each attempt',
    async (data) => {
      server.answer = (_, index) => ({ status: index < 3 ? 503 : 200 })
      const http = create({ baseURL: server.url, params: { q: 'a b' } })
      axiosRetry(http as AxiosInstance, { retries: 3, retryDelay: () => 0, retryCondition: () => true })
      attachSigner(http, tickingSigner())
      const { status, config } = await http.post('/a', data)
      expect(status).toBe(200)
      expect(problems()).toEqual([])
      expect(server.received).toHaveLength(3)
      expect(new Set(server.received.map((one) => header(one, 'date')))).toHaveProperty('size', 3)
      expect(new Set(server.received.map((one) => header(one, 'authorization')))).toHaveProperty('size', 3)
      expect(
        new Set(server.received.map((one) => `${one.target} ${header(one, 'content-type')} ${String(one.body)}`)).size,
      ).toBe(1)
      expect(config.headers.has('authorization')).toBe(false)
    },
  )

  test('axios-retry ends with the error of the last attempt', async () => {
    server.answer = () => ({ status: 503 })
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    axiosRetry(http as AxiosInstance, { retries: 2, retryDelay: () => 0 })
    await expect(http.get('/a')).rejects.toMatchObject({ response: { status: 503 } })
    expect(server.received).toHaveLength(3)
    expect(problems()).toEqual([])
  })

  test('a config that came back is signed once more when sent again, and not signed by an instance without a signer', async () => {
    const http = create({ baseURL: server.url })
    let signatures = 0
    attachSigner(http, { sign: (request, options) => ((signatures += 1), signer.sign(request, options)) })
    const { config } = await http.post('/a', 'text')
    expect(config.adapter).toBe(http.defaults.adapter)
    expect(config.transformRequest).toEqual(http.defaults.transformRequest)
    const { config: again } = await http.request(config)
    await http.request(again)
    expect(signatures).toBe(3)
    expect(problems()).toEqual([])
    expect(server.received.map((one) => header(one, 'content-type'))).toEqual(Array(3).fill('application/json'))
    await create().request(again)
    expect(header(server.received[3], 'authorization')).toBeUndefined()
  })

  test('detaching ends the signing and makes room for another signer', async () => {
    const http = create({ baseURL: server.url })
    const detach = attachSigner(http, signer)
    expect(() => attachSigner(http, signer)).toThrow(SignerAttachedError)
    detach()
    await http.get('/a')
    expect(header(server.received[0], 'authorization')).toBeUndefined()
    const detachSecond = attachSigner(http, signer)
    detach() // once more, too late to take the second one off
    expect(() => attachSigner(http, signer)).toThrow(expect.objectContaining({ code: 'ERR_SIGNER_ATTACHED' }) as Error)
    await http.get('/a')
    expect(server.received[1]?.problems).toEqual([])
    detachSecond()
  })

  test('an interceptor registered by hand signs, and of two the last to run does', async () => {
    const http = create({ baseURL: server.url })
    const signatures: string[] = []
    const named = (name: string) =>
      signingInterceptor({ sign: (request, options) => (signatures.push(name), signer.sign(request, options)) })
    http.interceptors.request.use(named('runs last'))
    const id = http.interceptors.request.use(named('runs first'))
    await http.get('/a')
    http.interceptors.request.eject(id)
    await http.get('/a')
    expect(signatures).toEqual(['runs last', 'runs last'])
    expect(problems()).toEqual([])
  })

  test('basic authentication is refused before anything is sent', async () => {
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    const error: unknown = await http
      .get('/a', { auth: { username: 'u', password: 'p' } })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AuthConflictError)
    expect(error).toMatchObject({ code: 'ERR_AUTH_CONFLICT', name: 'AuthConflictError' })
    expect(server.received).toEqual([])
  })

  test.each([
    ['/relative', 'invalid-url'],
    ['ftp://host/a', 'invalid-url'],
    ['http://user:pass@127.0.0.1/a', 'invalid-url'],
  ])('the address %s is refused before anything is sent', async (url, kind) => {
    const http = create()
    attachSigner(http, signer)
    await expect(http.get(url)).rejects.toMatchObject({ code: 'ERR_SIGNING', kind })
  })

  test('a body or verb that cannot be signed is refused before anything is sent', async () => {
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    await expect(http.post('/a', { a: 1 }, { transformRequest: [] })).rejects.toMatchObject({
      kind: 'unsupported-body',
    })
    await expect(http.options('/a')).rejects.toMatchObject({ kind: 'unsupported-method' })
    expect(server.received).toEqual([])
  })

  test('an abort stops the signing, and is a cancellation to the caller', async () => {
    const waiting = createSigner(() => new Promise(() => {}))
    const http = create({ baseURL: server.url })
    attachSigner(http, waiting)
    const controller = new AbortController()
    const call = http.get('/a', { signal: controller.signal })
    setImmediate(() => controller.abort())
    await expect(call).rejects.toMatchObject({ code: 'ERR_CANCELED' })
    const source = CancelToken.source()
    const second = http.get('/a', { cancelToken: source.token, signal: new AbortController().signal })
    setImmediate(() => source.cancel('enough'))
    await expect(second).rejects.toMatchObject({ code: 'ERR_CANCELED', message: 'enough' })
    const third = new AbortController()
    const both = http.get('/a', { cancelToken: CancelToken.source().token, signal: third.signal })
    setImmediate(() => third.abort())
    await expect(both).rejects.toMatchObject({ code: 'ERR_CANCELED' })
    expect(server.received).toEqual([])
  })

  test('an abort or a timeout stops the sending, and the error has the unsigned config', async () => {
    const controller = new AbortController()
    server.answer = () => (controller.abort(), new Promise(() => {}))
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    const error: unknown = await http.get('/a', { signal: controller.signal }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'ERR_CANCELED' })
    const late: unknown = await http.get('/b', { timeout: 50 }).catch((reason: unknown) => reason)
    expect((late as { code: string }).code).toMatch(/ECONNABORTED|ETIMEDOUT/)
    expect((late as { config: { url: string } }).config.url).toBe('/b')
  })

  test('a connection that fails is the network error of axios', async () => {
    const http = create()
    attachSigner(http, signer)
    const error: unknown = await http.get('http://127.0.0.1:1/a').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ isAxiosError: true, config: { url: 'http://127.0.0.1:1/a' } })
  })

  test('download progress is reported', async () => {
    const loaded: number[] = []
    server.answer = () => ({ body: 'x'.repeat(1000) })
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    await http.get('/a', { onDownloadProgress: (event) => void loaded.push(event.loaded) })
    expect(loaded.at(-1)).toBe(1000)
  })

  test('bodySigning is decided by request', async () => {
    const http = create({ baseURL: server.url })
    attachSigner(http, signer, { bodySigning: ({ url }) => (url === '/o' ? 'exclude' : 'sign') })
    await http.put('/o', 'object')
    await http.put('/a', 'other')
    expect(problems()).toEqual([])
    expect(server.received.map(({ signed }) => signed.includes('x-content-sha256'))).toEqual([false, true])
  })
})

test('the default adapter is chosen by axios, and children and the global instance are left alone', async () => {
  const http = createAxios({ baseURL: server.url, proxy: false })
  attachSigner(http, signer)
  await http.get('/a')
  await http.create({ baseURL: server.url, proxy: false }).get('/b')
  await axios.get(`${server.url}/c`, { proxy: false })
  expect(server.received.map((one) => header(one, 'authorization') !== undefined)).toEqual([true, false, false])
  expect(server.received[0]?.problems).toEqual([])
})

test("a fetch of the caller's own sends the signed request", async () => {
  const addresses: string[] = []
  const own: typeof fetch = (input, init) => (addresses.push((input as Request).url), fetch(input, init))
  const http = createAxios({ baseURL: server.url, adapter: 'fetch', env: { fetch: own } })
  attachSigner(http, signer)
  await http.get('/a')
  expect(addresses).toEqual([`${server.url}/a`])
  expect(problems()).toEqual([])
})

test('an adapter of the caller gets the signed request, and its errors pass', async () => {
  const http = createAxios({ baseURL: 'https://iaas.us-phoenix-1.oraclecloud.com' })
  attachSigner(http, signer)
  const adapter = (config: { url?: string; headers: { get(name: string): unknown } }): never => {
    throw new Error(`${config.url} ${String(config.headers.get('authorization')).slice(0, 9)}`)
  }
  await expect(http.get('/a', { adapter })).rejects.toThrow('https://iaas.us-phoenix-1.oraclecloud.com/a Signature')
})

test('an adapter of the caller is told to add, follow and put together nothing', async () => {
  const sent: InternalAxiosRequestConfig[] = []
  const adapter = async (config: InternalAxiosRequestConfig) => {
    sent.push(config)
    return { data: '', status: 200, statusText: '', headers: {}, config }
  }
  const baseURL = 'https://iaas.us-phoenix-1.oraclecloud.com/b'
  const http = createAxios({ adapter, allowAbsoluteUrls: false, fetchOptions: { priority: 'high' } })
  attachSigner(http, signer)
  const { config } = await http.get('/a', { baseURL, params: { q: 1 } })
  expect(sent[0]).toMatchObject({
    url: `${baseURL}/a?q=1`,
    baseURL: undefined,
    params: undefined,
    allowAbsoluteUrls: true,
    maxRedirects: 0,
    fetchOptions: { priority: 'high', redirect: 'manual' },
  })
  expect(sent[0]).not.toHaveProperty('transport')
  expect(config).toMatchObject({ url: '/a', baseURL, params: { q: 1 }, allowAbsoluteUrls: false })
})

test.each<[string, Uint8Array]>([
  ['a Buffer, which may be a part of another', Buffer.from('abcdef').subarray(1, 3)],
  ['all bytes of a buffer', Uint8Array.of(1, 2, 3)],
])('%s is handed on as it is', async (_, body) => {
  const http = createAxios({ baseURL: server.url })
  attachSigner(http, signer)
  const seen: unknown[] = []
  await http.put('/a', body, { transformRequest: (data: unknown) => (seen.push(data), data) })
  expect(seen[0]).toBe(body)
  expect(problems()).toEqual([])
  expect(server.received[0]?.body.equals(body)).toBe(true)
})

test('a signer leaves interceptors that run at once running at once', () => {
  const http = createAxios({ baseURL: server.url })
  attachSigner(http, signer)
  const ran: string[] = []
  const own = (config: InternalAxiosRequestConfig) => (ran.push('own'), config)
  http.interceptors.request.use(own, undefined, { synchronous: true })
  const call = http.get('/a', { adapter: () => Promise.reject(new Error('not sent')) })
  expect(ran).toEqual(['own'])
  return expect(call).rejects.toThrow('not sent')
})

/** An adapter that says it is axios's own for browsers, and what it was given. */
function fakeXhr() {
  const sent: InternalAxiosRequestConfig[] = []
  const adapter = Object.assign(
    (config: InternalAxiosRequestConfig) => {
      sent.push(config)
      return Promise.resolve({ data: '', status: 200, statusText: '', headers: {}, config })
    },
    { adapterName: 'xhr' },
  )
  return { adapter, sent }
}

test('an XMLHttpRequest is given no header that it complains about, and keeps the content-type of an empty body', async () => {
  const { adapter, sent } = fakeXhr()
  const http = createAxios({ baseURL: server.url, adapter })
  attachSigner(http, signer)
  await http.post('/a')
  await http.get('/a')
  const names = sent.map(({ headers }) => Object.keys(headers.toJSON()).map((name) => name.toLowerCase()))
  expect(names[0]).toEqual(expect.arrayContaining(['content-type', 'x-content-sha256', 'authorization']))
  expect(names.flat()).not.toContain('host')
  expect(names.flat()).not.toContain('content-length')
  expect(sent.map(({ data }) => data as unknown)).toEqual(['', undefined])
})

test('an XMLHttpRequest is given text as bytes, since it rewrites the charset of a text', async () => {
  const { adapter, sent } = fakeXhr()
  const http = createAxios({ baseURL: server.url, adapter })
  attachSigner(http, signer)
  await http.post('/a', new URLSearchParams({ a: 'é' }))
  await http.post('/a', { b: 'é' })
  const texts = sent.map(({ data }) => new TextDecoder('utf-8', { fatal: true }).decode(data as Uint8Array))
  expect(texts).toEqual(['a=%C3%A9', '{"b":"é"}'])
})

test('a request to a socket says which host was signed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'axios-'))
  const socketPath = join(folder, 's')
  const local = createServer((request, response) => response.end(request.headers.host))
  await new Promise<void>((resolve) => local.listen(socketPath, resolve))
  const http = createAxios()
  attachSigner(http, signer)
  expect((await http.get<string>('http://iaas.example.com/a', { socketPath })).data).toBe('iaas.example.com')
  local.close()
  await rm(folder, { recursive: true })
})

test.each([undefined, {}, Promise.resolve(signer)])('what cannot sign is refused at once', (notASigner) => {
  const http = createAxios()
  const attach = (): unknown => attachSigner(http, notASigner as never)
  expect(attach).toThrow(expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }) as Error)
  expect(() => attachSigner(http, signer)).not.toThrow()
})
