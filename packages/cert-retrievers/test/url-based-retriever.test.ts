import { getEventListeners } from 'node:events'
import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { UrlBasedCertificateRetriever, type UrlBasedCertificateRetrieverOptions } from '../src/index.ts'
import { encrypted, makeCertificate, NOW } from './certificates.ts'
import { fakeHttp, reply } from './fake-http.ts'

const { http: startServer } = useServers()
const first = makeCertificate()
const second = makeCertificate()
const now = (): number => NOW

/** Answers each path with the first of its texts that is left, or else the last one. */
function texts(certificates: readonly string[], keys: readonly string[], seen: string[] = []): RequestListener {
  const left: Record<string, string[]> = { '/cert.pem': [...certificates], '/key.pem': [...keys] }
  return ({ url = '' }, response) => {
    seen.push(url)
    const answers = left[url] ?? []
    response.end(answers.length > 1 ? answers.shift() : answers[0])
  }
}

async function setUp(listener: RequestListener, options: Partial<UrlBasedCertificateRetrieverOptions> = {}) {
  const origin = await startServer(listener)
  const waits: number[] = []
  const retriever = new UrlBasedCertificateRetriever({
    certificateUrl: `${origin}/cert.pem`,
    privateKeyUrl: new URL('/key.pem', origin),
    now,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  })
  return { origin, retriever, waits }
}

describe('addresses', () => {
  test('are asked at each refresh, for certificate and key', async () => {
    const seen: string[] = []
    const { retriever } = await setUp(texts([first.pem, second.pem], [first.keyPem, second.keyPem], seen))
    expect(retriever.current()).toBeUndefined()
    expect(seen).toEqual([])
    expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
    expect(seen.toSorted()).toEqual(['/cert.pem', '/cert.pem', '/key.pem', '/key.pem'])
  })

  test('are asked at the same time', async () => {
    const asked = new Map<string, () => void>()
    const both = Promise.all(
      ['http://x/cert', 'http://x/key'].map((url) => new Promise<void>((r) => asked.set(url, r))),
    )
    const { client } = fakeHttp(async ({ url }) => {
      asked.get(url)?.()
      await both
      return reply(200, url.endsWith('key') ? first.keyPem : first.pem)
    })
    const addresses = { certificateUrl: 'http://x/cert', privateKeyUrl: 'http://x/key' }
    const retriever = new UrlBasedCertificateRetriever({ ...addresses, now, httpClient: client })
    expect((await retriever.refresh()).privateKey?.bits).toBe(2048)
  })

  test('get the headers of the caller, and no others of ours', async () => {
    const { client, calls } = fakeHttp(({ url }) => reply(200, url.endsWith('key') ? first.keyPem : first.pem))
    const headers = { authorization: 'Bearer mine' }
    const addresses = { certificateUrl: 'http://x/cert', privateKeyUrl: 'http://x/key' }
    await new UrlBasedCertificateRetriever({ ...addresses, headers, now, httpClient: client }).refresh()
    expect(calls.map(({ request }) => request.headers)).toEqual([headers, headers])
    expect(calls.map(({ options }) => [options.deadlineMs, options.maxResponseBytes])).toEqual([
      [10_000, 65_536],
      [10_000, 65_536],
    ])
  })

  test('may be one alone', async () => {
    const seen: string[] = []
    const { retriever } = await setUp(texts([first.pem], [], seen), { privateKeyUrl: undefined })
    expect((await retriever.refresh()).privateKey).toBeUndefined()
    expect(seen).toEqual(['/cert.pem'])
  })

  test('may yield an encrypted key', async () => {
    const key = encrypted(first.keyPem, 'pkcs8', 'open')
    const { retriever } = await setUp(texts([first.pem], [key]), { passphrase: () => 'open' })
    expect((await retriever.refresh()).privateKey?.bits).toBe(2048)
  })

  test('are asked once for many callers', async () => {
    const seen: string[] = []
    const { retriever } = await setUp(texts([first.pem], [first.keyPem], seen))
    const bundles = await Promise.all(Array.from({ length: 200 }, () => retriever.refresh()))
    expect(new Set(bundles).size).toBe(1)
    expect(seen.length).toBe(2)
  })
})

describe('a rotation between the two requests', () => {
  test('is healed by fetching both again', async () => {
    const { retriever, waits } = await setUp(texts([second.pem], [first.keyPem, second.keyPem]))
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
    expect(waits).toEqual([100])
  })

  test('is healed, too, where one of them was cut off', async () => {
    const half = second.pem.slice(0, 300)
    const { retriever, waits } = await setUp(texts([half, second.pem], [second.keyPem, second.keyPem]))
    expect((await retriever.refresh()).fingerprint()).toBe(second.x509.fingerprint256)
    expect(waits).toEqual([100])
  })

  test('is given up after three attempts, and changes nothing', async () => {
    const keys = [first.keyPem, first.keyPem]
    const { retriever, waits } = await setUp(texts([first.pem, second.pem], keys))
    const bundle = await retriever.refresh()
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ reason: 'key-mismatch' })
    expect(waits).toEqual([100, 100])
    expect(retriever.current()).toBe(bundle)
  })
})

describe('an answer that is of no use', () => {
  test.each([
    [404, { code: 'ERR_CERTIFICATE_FETCH', status: 404 }],
    [429, { code: 'ERR_CERTIFICATE_FETCH', status: 429, headers: { 'retry-after': '7' } }],
    [500, { code: 'ERR_CERTIFICATE_FETCH', status: 500 }],
    [304, { code: 'ERR_CERTIFICATE_FETCH', status: 304 }],
    [302, { code: 'ERR_REDIRECT', status: 302 }],
  ])('HTTP %i rejects, once', async (status, failure) => {
    const seen: string[] = []
    const { retriever } = await setUp(({ url = '' }, response) => {
      seen.push(url)
      const headers = { ...(status === 302 && { location: '/other' }), ...(status === 429 && { 'retry-after': '7' }) }
      response.writeHead(status, { ...headers, 'set-cookie': 'secret=1' }).end(first.pem)
    })
    const error = await rejectionOf(retriever.refresh())
    expect(error).toMatchObject(failure)
    expect(JSON.stringify(error)).not.toContain('secret=1')
    expect(retriever.current()).toBeUndefined()
    expect(new Set(seen).size).toBe(seen.length)
  })

  test.each([
    ['a web page', '<!doctype html><p>Log in', first.keyPem, { reason: 'web-page' }],
    ['a web page for the key', first.pem, '<html>', { reason: 'web-page' }],
    ['something else', 'hello', first.keyPem, { reason: 'not-pem' }],
    ['something else for the key', first.pem, 'hello', { code: 'ERR_INVALID_PRIVATE_KEY' }],
    ['too much', `${first.pem}${' '.repeat(65_536)}`, first.keyPem, { code: 'ERR_RESPONSE_TOO_LARGE' }],
  ])('%s rejects', async (_, certificate, key, failure) => {
    const { retriever } = await setUp(texts([certificate], [key]))
    expect(await rejectionOf(retriever.refresh())).toMatchObject(failure)
  })

  test('leaves the last certificate current', async () => {
    const { retriever } = await setUp(texts([first.pem, 'hello'], [first.keyPem]))
    const bundle = await retriever.refresh()
    await rejectionOf(retriever.refresh())
    expect(retriever.current()).toBe(bundle)
  })

  test('ends the other request', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const { client } = fakeHttp(({ url, options }) => {
      signals.push(options.signal)
      return url.endsWith('key') ? new Promise(() => {}) : reply(503)
    })
    const addresses = { certificateUrl: 'http://x/cert', privateKeyUrl: 'http://x/key' }
    const retriever = new UrlBasedCertificateRetriever({ ...addresses, httpClient: client })
    expect(await rejectionOf(retriever.refresh())).toMatchObject({ status: 503 })
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  })
})

test('a retry strategy tries certificate and key together again', async () => {
  const waits: number[] = []
  const { client, calls } = fakeHttp(({ url }) => {
    if (url.endsWith('key')) return calls.length < 4 ? reply(503, '', { 'retry-after': '2' }) : reply(200, first.keyPem)
    return reply(200, first.pem)
  })
  const retriever = new UrlBasedCertificateRetriever({
    certificateUrl: 'http://x/cert',
    privateKeyUrl: 'http://x/key',
    httpClient: client,
    now,
    retryStrategy: { maxAttempts: 3, baseMs: 1, jitter: 'none', sleep: async (ms) => void waits.push(ms) },
  })
  expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
  expect(calls.map(({ url }) => url.slice(9))).toEqual(['cert', 'key', 'cert', 'key'])
  expect(waits).toEqual([2000])
})

test.each<[string, UrlBasedCertificateRetrieverOptions['retryStrategy'], string]>([
  ['no strategy was given', undefined, ', or pass a retryStrategy where this passes.'],
  ['one attempt was asked for', { maxAttempts: 1 }, ', or pass a retryStrategy where this passes.'],
  ['a strategy gave up', { maxAttempts: 2, sleep: async () => {} }, '.'],
])('an answer with an error recommends a retry strategy as it should when %s', async (_, retryStrategy, advice) => {
  const { client } = fakeHttp(() => reply(503))
  const retriever = new UrlBasedCertificateRetriever({
    certificateUrl: 'http://x/cert',
    httpClient: client,
    retryStrategy,
  })
  expect(await rejectionOf(retriever.refresh())).toMatchObject({
    code: 'ERR_CERTIFICATE_FETCH',
    message: `GET http://x/cert was answered with HTTP 503. Check the address and the headers${advice}`,
  })
})

test.each([200, 201, 299])('HTTP %i is a yes', async (status) => {
  const { client } = fakeHttp(() => reply(status, first.pem))
  const retriever = new UrlBasedCertificateRetriever({ certificateUrl: 'http://x/cert', now, httpClient: client })
  expect((await retriever.refresh()).fingerprint()).toBe(first.x509.fingerprint256)
})

test.each([199, 300, 400])('HTTP %i is a no', async (status) => {
  const { client } = fakeHttp(() => reply(status, first.pem))
  const retriever = new UrlBasedCertificateRetriever({ certificateUrl: 'http://x/cert', now, httpClient: client })
  expect(await rejectionOf(retriever.refresh())).toMatchObject({
    code: 'ERR_CERTIFICATE_FETCH',
    status,
    url: 'http://x/cert',
    headers: {},
  })
})

test('each request may take as long as the caller says', async () => {
  const { client, calls } = fakeHttp(() => reply(200, first.pem))
  const options = { certificateUrl: 'http://x/cert', now, httpClient: client, timeoutMs: 1234 }
  await new UrlBasedCertificateRetriever(options).refresh()
  expect(calls[0]?.options).toMatchObject({ connectTimeoutMs: 1234, deadlineMs: 1234 })
})

test.each(['the wait before a mixed pair is fetched again', 'the wait of the retry strategy'])(
  'a caller that leaves ends %s',
  async (wait) => {
    const leaving = new AbortController()
    const isMixed = wait.includes('mixed')
    const { client, calls } = fakeHttp(({ url }) => {
      if (!isMixed) return reply(503)
      return reply(200, url.endsWith('key') ? second.keyPem : first.pem)
    })
    const sleep = (_: number, signal?: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        leaving.abort(new Error('enough'))
      })
    const retriever = new UrlBasedCertificateRetriever({
      certificateUrl: 'http://x/cert',
      privateKeyUrl: 'http://x/key',
      now,
      httpClient: client,
      sleep,
      retryStrategy: { maxAttempts: 3, sleep },
    })
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toBe(leaving.signal.reason)
    expect(calls.length).toBe(2)
    expect(getEventListeners(leaving.signal, 'abort').length).toBe(0)
  },
)

test('a caller that leaves ends the requests when it was the last', async () => {
  const { client, calls } = fakeHttp(
    ({ options: { signal } }) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(signal.reason as Error))),
  )
  const retriever = new UrlBasedCertificateRetriever({ certificateUrl: 'http://x/cert', httpClient: client })
  const [one, two] = [new AbortController(), new AbortController()]
  const refreshes = [retriever.refresh({ signal: one.signal }), retriever.refresh({ signal: two.signal })]
  const outcomes = Promise.allSettled(refreshes)
  one.abort(new Error('one'))
  await expect(refreshes[0]).rejects.toThrow('one')
  expect(calls.map(({ options }) => options.signal?.aborted)).toEqual([false])
  two.abort(new Error('two'))
  await outcomes
  await expect(refreshes[1]).rejects.toThrow('two')
  expect(calls.map(({ options }) => options.signal?.aborted)).toEqual([true])
  expect(retriever.current()).toBeUndefined()
})

test('secrets in an address are not shown', async () => {
  const { retriever } = await setUp((_, response) => response.writeHead(403).end(), {})
  expect(await rejectionOf(retriever.refresh())).toMatchObject({ url: expect.stringMatching(/\.pem$/) })
  const { client } = fakeHttp(() => reply(403))
  const certificateUrl = 'https://pki.test/leaf?access_token=abcdef'
  const error = await rejectionOf(new UrlBasedCertificateRetriever({ certificateUrl, httpClient: client }).refresh())
  expect(JSON.stringify([error, String(error)])).not.toContain('abcdef')
})

test.each([
  ['no address', {}],
  ['a path', { certificateUrl: '/cert.pem' }],
  ['another scheme', { certificateUrl: 'file:///cert.pem' }],
  ['user info', { certificateUrl: 'https://me:secret@localhost/cert.pem' }],
  ['a user', { certificateUrl: 'https://secret@localhost/cert.pem' }],
  ['a password', { certificateUrl: 'https://:secret@localhost/cert.pem' }],
  ['an empty key address', { certificateUrl: 'https://x/', privateKeyUrl: '' }],
])('%s is a wrong argument', (_, options) => {
  expect(() => new UrlBasedCertificateRetriever(options as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.not.stringContaining('secret') }),
  )
})
