import { describe, expect, test, vi } from 'vitest'
import { isGenuine, KEY_ID, key, NOW, publicPem, signerOf } from '../../test/support/fixtures.ts'
import { parseAuthorization } from './authorization.ts'
import { createSigner } from './create-signer.ts'
import { presign, type PresignOptions } from './presign.ts'
import type { SignableRequest, SignedRequest } from '../request.ts'
import { verifyRequest } from '../verify.ts'

const HOST = 'containerengine.us-phoenix-1.oraclecloud.com'
const CLUSTER = `https://${HOST}/cluster_request/ocid1.cluster.oc1.phx.aaaa`
const signer = signerOf()

const make = (request: Partial<SignableRequest> = {}, options: PresignOptions = {}): Promise<URL> =>
  presign({ method: 'GET', url: CLUSTER, ...request }, signer, { now: () => NOW, ...options })

/** As a server gets it: the target, and the host. */
const verdictOn = (address: URL, now = NOW, headers: Record<string, string> = {}) =>
  verifyRequest(
    { method: 'GET', url: address.pathname + address.search, headers: { host: address.host, ...headers } },
    async () => publicPem,
    { now: () => now, presigned: true },
  )

describe('an address with its signature', () => {
  test('has authorization and date after the query that is signed', async () => {
    const address = await make({ url: `${CLUSTER}?a=1&b=|` })
    expect([...address.searchParams.keys()]).toEqual(['a', 'b', 'authorization', 'date'])
    expect(address.searchParams.get('date')).toBe('Fri, 20 Nov 2026 12:00:00 GMT')
    const authorization = address.searchParams.get('authorization')!
    const parts = parseAuthorization(authorization)
    expect(parts).toMatchObject({ keyId: KEY_ID, headers: ['date', '(request-target)', 'host'] })
    const target = '/cluster_request/ocid1.cluster.oc1.phx.aaaa?a=1&b=%7C'
    const signingString = `date: Fri, 20 Nov 2026 12:00:00 GMT\n(request-target): get ${target}\nhost: ${HOST}`
    expect(isGenuine({ signingString, headers: { authorization } })).toBe(true)
  })

  test.each([CLUSTER, `${CLUSTER}?`, `${CLUSTER}?a=1`, `${CLUSTER}?a=b+c&d='e'`, `https://${HOST}`])(
    'verifies: %s',
    async (url) => {
      expect(await verdictOn(await make({ url }))).toMatchObject({ verified: true, keyId: KEY_ID })
    },
  )

  test('verifies in the form encoding of other tools, and with its parameters elsewhere', async () => {
    const address = await make({ url: `${CLUSTER}?z=1` })
    const { authorization = '', date = '' } = Object.fromEntries(address.searchParams)
    const form = new URLSearchParams({ date, authorization }).toString()
    expect(form).toContain('+')
    expect(await verdictOn(new URL(`${CLUSTER}?${form}&z=1`))).toMatchObject({ verified: true })
  })

  test('is refused where the server does not look for it', async () => {
    const { pathname, search, host } = await make()
    const verdict = await verifyRequest(
      { method: 'GET', url: pathname + search, headers: { host } },
      async () => publicPem,
    )
    expect(verdict).toMatchObject({ reason: 'missing-authorization' })
  })

  test.each<[string, string, (address: URL) => void]>([
    ['the path', 'invalid-signature', (address) => void (address.pathname += 'x')],
    ['the query', 'invalid-signature', (address) => address.searchParams.set('a', '2')],
    ['a parameter more', 'invalid-signature', (address) => address.searchParams.append('c', '3')],
    ['the host', 'invalid-signature', (address) => void (address.host = 'evil.example')],
    [
      'the date',
      'invalid-signature',
      (address) => address.searchParams.set('date', new Date(NOW + 1000).toUTCString()),
    ],
    ['a second date', 'missing-authorization', (address) => address.searchParams.append('date', 'x')],
    ['a second authorization', 'missing-authorization', (address) => address.searchParams.append('authorization', 'x')],
    ['no date', 'missing-authorization', (address) => address.searchParams.delete('date')],
    [
      'a broken escape',
      'missing-authorization',
      (address) => void (address.search = address.search.replace('date=', 'date=%zz')),
    ],
  ])('does not verify with another: %s (%s)', async (_, reason, change) => {
    const address = await make({ url: `${CLUSTER}?a=1` })
    change(address)
    expect(await verdictOn(address)).toMatchObject({ verified: false, reason })
  })

  test('a header goes before the address', async () => {
    expect(await verdictOn(await make(), NOW, { authorization: 'Bearer x' })).toMatchObject({
      reason: 'not-signature-scheme',
    })
  })
})

describe('it holds', () => {
  test.each([
    [undefined, 300],
    [300, 300],
    [240, 240],
    [1, 1],
  ])('expiresInSeconds %s: for %d seconds', async (expiresInSeconds, seconds) => {
    const address = await make({}, { expiresInSeconds })
    expect(await verdictOn(address, NOW)).toMatchObject({ verified: true })
    expect(await verdictOn(address, NOW + seconds * 1000)).toMatchObject({ verified: true })
    expect(await verdictOn(address, NOW + seconds * 1000 + 1)).toMatchObject({ reason: 'clock-skew' })
  })

  test.each([0, -1, 301, Number.NaN, Number.POSITIVE_INFINITY, '5x'])(
    'but not for %s seconds',
    async (expiresInSeconds) => {
      await expect(make({}, { expiresInSeconds: expiresInSeconds as number })).rejects.toMatchObject({
        name: 'TypeError',
        code: 'ERR_INVALID_ARGUMENT',
      })
    },
  )
})

test.each(['get', 'head', 'delete', 'HEAD', 'DELETE'])(
  'takes the method %s, with a body of null or none',
  async (method) => {
    for (const body of [null, undefined]) {
      const address = await make({ method, body })
      const { host, pathname, search } = address
      const request = { method, url: pathname + search, headers: { host } }
      const verdict = await verifyRequest(request, async () => publicPem, { now: () => NOW, presigned: true })
      expect(verdict).toMatchObject({ verified: true, keyId: KEY_ID })
    }
  },
)

test('is all of the query where there was none', async () => {
  for (const url of [CLUSTER, `${CLUSTER}?`])
    expect((await make({ url })).search).toMatch(/^\?authorization=[^&]*&date=/)
})

test.each(['?update=1', '?a=date', '?my-authorization=1'])(
  'takes a query that only resembles its own: %s',
  async (query) => {
    expect((await make({ url: CLUSTER + query })).search).toContain(`${query}&authorization=`)
  },
)

test('goes by the clock when it is told nothing', async () => {
  vi.useFakeTimers({ now: NOW })
  const address = await presign({ method: 'GET', url: CLUSTER }, signer).finally(() => vi.useRealTimers())
  expect(address.searchParams.get('date')).toBe('Fri, 20 Nov 2026 12:00:00 GMT')
})

test('dates the signature back by what is left of the window', async () => {
  const address = await make({}, { expiresInSeconds: 100.5 })
  expect(address.searchParams.get('date')).toBe(new Date(NOW - 199_500).toUTCString())
})

describe('refuses', () => {
  test.each<[string, Partial<SignableRequest>, string]>([
    ['POST', { method: 'POST' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['an unknown method', { method: 'OPTIONS' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['a method with more behind it', { method: 'GETS' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['a method with more before it', { method: 'FORGET' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['a body', { method: 'DELETE', body: 'x' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['an empty body', { body: '' }, 'carries no body. Use GET, HEAD or DELETE'],
    ['a parameter that the signature needs', { url: `${CLUSTER}?date=x` }, 'called authorization or date'],
    [
      'another parameter that the signature needs',
      { url: `${CLUSTER}?a&authorization=x` },
      'called authorization or date',
    ],
  ])('%s', async (_, request, why) => {
    await expect(make(request)).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining(why) as string,
    })
  })

  test('a signer with a header list of its own, though it covers all that it must', async () => {
    const wide = signerOf({ genericHeaders: ['x-date', '(request-target)', 'host'] })
    await expect(presign({ method: 'GET', url: CLUSTER }, wide, { now: () => NOW + 1000 })).resolves.toBeInstanceOf(URL)
    const wider = createSigner(async () => ({ keyId: KEY_ID, key }), {
      genericHeaders: ['date', '(request-target)', 'host', 'date-of-birth'],
    })
    const adding = {
      sign: (request: SignableRequest): Promise<SignedRequest> =>
        wider.sign({ ...request, headers: { ...(request.headers as Record<string, string>), 'date-of-birth': 'x' } }),
    }
    await expect(presign({ method: 'GET', url: CLUSTER }, adding)).rejects.toMatchObject({
      message: expect.stringContaining('covers a header that an address cannot carry') as string,
    })
  })

  test('a signer that covers what an address cannot carry', async () => {
    const obo = createSigner(async () => ({ keyId: KEY_ID, key, delegationToken: 'hunter2' }))
    const error: unknown = await presign({ method: 'GET', url: CLUSTER }, obo).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    expect(String(error)).not.toContain('hunter2')
  })

  test('a relative address, in the words of the signer', async () => {
    await expect(make({ url: '/a' })).rejects.toMatchObject({ code: 'ERR_SIGNING', kind: 'invalid-url' })
  })

  test('to go on after an abort', async () => {
    const reason = new Error('enough')
    await expect(make({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

test('leaves out the headers of the request: an address has none', async () => {
  const seen: SignableRequest[] = []
  const noting = {
    sign: (request: SignableRequest): Promise<SignedRequest> => {
      seen.push(request)
      return signer.sign(request)
    },
  }
  await presign({ method: 'GET', url: CLUSTER, headers: { 'x-a': '1' } }, noting, { now: () => NOW })
  expect(seen[0]?.headers).toEqual({ date: 'Fri, 20 Nov 2026 12:00:00 GMT' })
})
