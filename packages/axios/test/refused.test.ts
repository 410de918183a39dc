// What happens on a 401: the credential is renewed or the clock corrected, once, and the caller gets what axios would give.
import { Readable } from 'node:stream'
import { isAxiosError, type AxiosResponse } from 'axios'
import { beforeEach, describe, expect, test } from 'vitest'
import { attachSigner, type SigningOptions } from '@x/axios'
import { apiKeySigner, emulated, sessionSigner, type SessionSigner } from '@x-tools/emulated'
import { clients, publicKey, signer } from './clients.ts'
import { verifyingServer } from './verifying-server.ts'

const oci = emulated()
const server = verifyingServer(publicKey)

/** The part of the emulator's record that a call made. */
async function wireOf(call: () => Promise<unknown>): Promise<{ status: number; verdict: string }[]> {
  const before = oci().requests.length
  await call().catch(() => {})
  return oci()
    .requests.slice(before)
    .map(({ status, verdict }) => ({ status, verdict }))
}

const lastToken = ({ tokens }: SessionSigner): string => tokens.at(-1) ?? ''
const bodyOf = ({ data }: AxiosResponse): string => Buffer.from((data as { body: string }).body, 'base64').toString()

beforeEach(() => {
  oci().clock.offset(0)
  oci().faults.clear()
  server.answer = undefined
  server.received.splice(0)
})

describe.each(clients)('$name', ({ create }) => {
  const client = (by: SessionSigner | ReturnType<typeof apiKeySigner>, options?: SigningOptions) => {
    const http = create({ baseURL: oci().url })
    attachSigner(http, by, options)
    return http
  }

  test.each([
    ['rejects it', undefined],
    ['resolves it', () => true],
  ])(
    'a revoked session is renewed, and nothing of the 401 shows where validateStatus %s',
    async (_, validateStatus) => {
      const session = sessionSigner(oci())
      const http = client(session)
      await http.get('/echo')
      oci().revoke(lastToken(session))
      const { status } = await http.post('/echo', { a: 1 }, validateStatus ? { validateStatus } : {})
      expect(status).toBe(200)
      expect(session.tokens).toHaveLength(2)
      expect(
        oci()
          .requests.slice(-2)
          .map((one) => one.status),
      ).toEqual([401, 200])
    },
  )

  test('a 401 that stays is returned after the second time, as axios returns it', async () => {
    oci().faults.add({ match: { path: '/echo' }, effect: { status: 401, message: 'no' } })
    const session = sessionSigner(oci())
    const http = client(session)
    const error: unknown = await http.get('/echo').catch((reason: unknown) => reason)
    expect(isAxiosError(error) || (error as { isAxiosError?: boolean }).isAxiosError).toBe(true)
    expect(error).toMatchObject({ code: 'ERR_BAD_REQUEST', response: { status: 401, data: { message: 'no' } } })
    expect(session.tokens).toHaveLength(2)
    const wire = await wireOf(() => http.get('/echo'))
    expect(wire.map(({ status }) => status)).toEqual([401, 401])
    const response = await http.get('/echo', { validateStatus: null })
    expect(response).toMatchObject({ status: 401, data: { message: 'no' } })
  })

  test('refreshOn401: false leaves the session and the 401 alone', async () => {
    const session = sessionSigner(oci())
    const http = client(session, { refreshOn401: false })
    await http.get('/echo')
    oci().revoke(lastToken(session))
    expect(await wireOf(() => http.get('/echo'))).toEqual([{ status: 401, verdict: 'refused' }])
    expect(session.tokens).toHaveLength(1)
  })

  test('a refresh that fails is what the caller learns of', async () => {
    oci().faults.add({ match: { path: '/echo' }, effect: { status: 401 } })
    const http = client(
      Object.assign(sessionSigner(oci()), { refresh: () => Promise.reject(new Error('no new session')) }),
    )
    await expect(http.get('/echo')).rejects.toThrow('no new session')
  })

  test('a clock that is an hour off heals at the first call and stays healed for this instance', async () => {
    oci().clock.offset(3_600_000)
    const http = client(apiKeySigner(oci()))
    expect((await wireOf(() => http.get('/echo'))).map(({ status }) => status)).toEqual([401, 200])
    expect((await wireOf(() => http.post('/echo', {}))).map(({ status }) => status)).toEqual([200])
    const other = client(apiKeySigner(oci()))
    expect((await wireOf(() => other.get('/echo'))).map(({ status }) => status)).toEqual([401, 200])
  })

  test('clockSkew: false leaves the clock alone', async () => {
    oci().clock.offset(3_600_000)
    const http = client(apiKeySigner(oci()), { clockSkew: false })
    expect((await wireOf(() => http.get('/echo'))).map(({ status }) => status)).toEqual([401])
  })

  test.each(['text', 'json', 'arraybuffer', 'blob'] as const)(
    'where the Date is hidden, the skew is read from the body asked for as %s',
    async (responseType) => {
      const ahead = new Date(Date.now() + 3_600_000).toUTCString()
      const message = `Date 'x' is not within allowed clock skew. Current '${ahead}', valid datetime range: ['x', 'x']`
      server.answer = (_, index) =>
        index === 1 ? { status: 401, dateless: true, body: JSON.stringify({ code: 'NotAuthenticated', message }) } : {}
      const http = create({ baseURL: server.url })
      attachSigner(http, signer)
      const { status } = await http.get('/a', { responseType })
      expect(status).toBe(200)
      const dates = server.received.map(({ headers }) => Date.parse(new Map(headers).get('date') ?? ''))
      expect(Math.abs((dates[1] ?? 0) - Date.parse(ahead))).toBeLessThan(30_000)
    },
  )

  test('the skew is read from the Date header where there is one', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    server.answer = (_, index) =>
      index === 1 ? { status: 401, dateless: true, headers: { date, 'x-odd': 'caf\u00e9' } } : {}
    const http = create({ baseURL: server.url })
    attachSigner(http, signer)
    await http.get('/a', { responseType: 'stream' })
    const signedAt = Date.parse(new Map(server.received[1]?.headers).get('date') ?? '')
    expect(Math.abs(signedAt - Date.parse(date))).toBeLessThan(30_000)
  })

  test('a stream that can be read once is sent again from what was buffered to hash it', async () => {
    const session = sessionSigner(oci())
    const http = client(session)
    await http.get('/echo')
    oci().revoke(lastToken(session))
    const response = await http.post('/echo', Readable.from([Buffer.from('one'), Buffer.from('shot')]))
    expect(bodyOf(response)).toBe('oneshot')
    expect(
      oci()
        .requests.slice(-2)
        .map((one) => [one.status, one.bodyBytes]),
    ).toEqual([
      [401, 7],
      [200, 7],
    ])
  })

  test('a stream outside the signature is not sent twice: its 401 is returned', async () => {
    const session = sessionSigner(oci())
    const http = client(session, { bodySigning: ({ method }) => (method === 'put' ? 'exclude' : undefined) })
    await http.get('/echo')
    oci().revoke(lastToken(session))
    const wire = await wireOf(() => http.put('/echo', Readable.from([Buffer.from('gone')])))
    expect(wire).toEqual([{ status: 401, verdict: 'refused' }])
    expect((await http.post('/echo', 'signed')).status).toBe(200)
  })

  test('a refused response that was asked for as a stream is let go of', async () => {
    const session = sessionSigner(oci())
    const http = client(session)
    await http.get('/echo')
    oci().revoke(lastToken(session))
    const { data } = await http.get<AsyncIterable<Uint8Array>>('/echo', { responseType: 'stream' })
    const chunks: Uint8Array[] = []
    for await (const chunk of data) chunks.push(chunk)
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ method: 'GET' })
  })

  test('an object is stored from a stream with its body unsigned', async () => {
    const http = client(apiKeySigner(oci()), { bodySigning: 'exclude' })
    const { status } = await http.put('/n/ns/b/bucket/o/a%20b', Readable.from([Buffer.from('object')]), {
      headers: { 'content-type': 'text/plain', 'content-length': '6' },
    })
    expect(status).toBe(200)
    expect((await http.get('/n/ns/b/bucket/o/a b')).data).toBe('object')
  })

  test.each([301, 302, 303, 307, 308])('a %i is returned, never followed with a signature', async (status) => {
    server.answer = () => ({ status, headers: { location: `${server.url}/elsewhere` } })
    const http = create({ baseURL: server.url, maxRedirects: 5 })
    attachSigner(http, signer)
    await expect(http.get('/a')).rejects.toMatchObject({ response: { status } })
    const { headers } = await http.post('/a', {}, { validateStatus: () => true, fetchOptions: { redirect: 'follow' } })
    expect(headers['location']).toBe(`${server.url}/elsewhere`)
    expect(server.received.map(({ target }) => target)).toEqual(['/a', '/a'])
  })
})
