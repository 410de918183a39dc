import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { deferred } from '../../test/support/deferred.ts'
import {
  credential,
  isGenuine,
  KEY_ID,
  NOW,
  NOW_TEXT,
  parameterOf,
  signerOf,
  URL_TEXT,
} from '../../test/support/fixtures.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { createSigner } from './create-signer.ts'
import type { Credential, CredentialContext, CredentialProvider } from '../credential.ts'
import type { SignableRequest, SignedRequest, SignOptions } from '../request.ts'
import type { SigningKey } from '../signing-key.ts'

const EMPTY_HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const GENERIC = 'date (request-target) host'
const WITH_BODY = `${GENERIC} content-length content-type x-content-sha256`

const sign = (request: Partial<SignableRequest>, options?: SignOptions) =>
  signerOf().sign({ method: 'GET', url: URL_TEXT, ...request }, options)

describe('what is signed, by method', () => {
  test.each([
    ['GET', GENERIC],
    ['HEAD', GENERIC],
    ['DELETE', GENERIC],
    ['POST', WITH_BODY],
    ['PUT', WITH_BODY],
    ['PATCH', WITH_BODY],
  ])('%s: %s', async (method, names) => {
    for (const spelled of [method, method.toLowerCase()]) {
      const signed = await sign({ method: spelled })
      expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(names)
      expect(signed.method).toBe(method)
      expect(signed.signingString).toContain(`(request-target): ${method.toLowerCase()} /20160918/instances`)
      expect(isGenuine(signed)).toBe(true)
    }
  })

  test.each(['POST', 'PUT', 'PATCH'])('%s without a body still covers one of no bytes', async (method) => {
    const { headers, body } = await sign({ method })
    expect(headers).toMatchObject({
      'content-length': '0',
      'content-type': 'application/json',
      'x-content-sha256': EMPTY_HASH,
    })
    expect(body).toBeNull()
  })

  test.each(['GET', 'HEAD', 'DELETE'])('%s gets no content headers', async (method) => {
    expect(Object.keys((await sign({ method })).headers).sort()).toEqual(['authorization', 'date', 'host'])
  })

  test('a body of DELETE goes out unsigned', async () => {
    const signed = await sign({ method: 'DELETE', body: 'x' })
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(GENERIC)
    expect(signed.body).toBe('x')
  })

  test.each(['OPTIONS', 'TRACE', 'CONNECT', 'QUERY', '', 'GET ', 'ge\nt'])(
    'the method %j is refused',
    async (method) => {
      await expect(sign({ method })).rejects.toMatchObject({ code: 'ERR_SIGNING', kind: 'unsupported-method' })
    },
  )
})

describe('the signed request', () => {
  test('is all that has to go out', async () => {
    const given = { 'Opc-Request-Id': 'r', Accept: '*/*' }
    const signed = await sign({ headers: given, url: `${URL_TEXT}?q=a b#frag` })
    expect({ ...signed }).toMatchObject({
      method: 'GET',
      body: null,
      keyId: KEY_ID,
      replayable: true,
      redirect: 'manual',
    })
    expect(signed.url.href).toBe(`${URL_TEXT}?q=a%20b`)
    expect(signed.headers).toMatchObject({
      'opc-request-id': 'r',
      accept: '*/*',
      date: NOW_TEXT,
      host: 'iaas.us-phoenix-1.oraclecloud.com',
    })
    expect(signed.signingString).toBe(
      `date: ${NOW_TEXT}\n(request-target): get /20160918/instances?q=a%20b\nhost: iaas.us-phoenix-1.oraclecloud.com`,
    )
    expect('duplex' in signed).toBe(false)
    expect(given).toEqual({ 'Opc-Request-Id': 'r', Accept: '*/*' })
  })

  test('replaces the signature of an earlier attempt', async () => {
    const first = await sign({})
    const second = await sign({ headers: first.headers })
    expect(second.headers['authorization']).toBe(first.headers['authorization'])
  })

  test('has a fresh date each time', async () => {
    let now = NOW
    const signer = signerOf({ now: () => (now += 1000) })
    const dates = [
      await signer.sign({ method: 'GET', url: URL_TEXT }),
      await signer.sign({ method: 'GET', url: URL_TEXT }),
    ]
    expect(dates.map(({ headers }) => headers['date'])).toEqual([
      'Fri, 20 Nov 2026 12:00:01 GMT',
      'Fri, 20 Nov 2026 12:00:02 GMT',
    ])
  })
})

describe('the date', () => {
  test.each<[string, Record<string, string>, SignOptions, string, string]>([
    ['is now', {}, {}, 'date', NOW_TEXT],
    ['has the clock offset', {}, { clockOffsetMs: -60_000 }, 'date', 'Fri, 20 Nov 2026 11:59:00 GMT'],
    [
      "is the caller's own, whatever it says",
      { Date: 'Thu, 05 Jan 2014 21:31:40 GMT' },
      {},
      'date',
      'Thu, 05 Jan 2014 21:31:40 GMT',
    ],
    [
      "is the caller's own, untouched by the offset",
      { Date: 'yesterday' },
      { clockOffsetMs: 5000 },
      'date',
      'yesterday',
    ],
    ['is x-date where the caller set that', { 'X-Date': 'soon' }, {}, 'x-date', 'soon'],
    [
      'is x-date where the caller set both, since the service prefers it',
      { date: 'a', 'x-date': 'b' },
      {},
      'x-date',
      'b',
    ],
    ['is now where the caller left it empty', { date: '' }, {}, 'date', NOW_TEXT],
  ])('%s', async (_, headers, options, name, value) => {
    const signed = await sign({ headers }, options)
    expect(signed.signingString.split('\n')[0]).toBe(`${name}: ${value}`)
    expect(signed.headers[name]).toBe(value)
    expect(parameterOf(signed.headers['authorization'], 'headers').split(' ')[0]).toBe(name)
  })

  const START_OF_YEAR_0_MS = Date.parse('0000-01-01T00:00:00Z')
  const END_OF_9999_MS = Date.UTC(10_000, 0)
  test.each<[string, number, number | undefined, string]>([
    ['the first second', START_OF_YEAR_0_MS + 1, -1, 'Sat, 01 Jan 0000 00:00:00 GMT'],
    ['the last one', END_OF_9999_MS, -1, 'Fri, 31 Dec 9999 23:59:59 GMT'],
    ['the last millisecond', END_OF_9999_MS - 1, undefined, 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('may be %s that has a date', async (_, now, clockOffsetMs, date) => {
    const { headers } = await signerOf({ now: () => now }).sign({ method: 'GET', url: URL_TEXT }, { clockOffsetMs })
    expect(headers['x-date'] ?? headers['date']).toBe(date)
  })

  test.each<[string, unknown, number | undefined]>([
    ['a clock that tells nothing', NaN, 0],
    ['a correction that says nothing', NOW, NaN],
    ['a correction without end', NOW, Infinity],
    ['a clock before the year 0', START_OF_YEAR_0_MS, -1],
    ['a clock after 9999', END_OF_9999_MS - 1, 1],
    ['the end of the calendar', 8.64e15, 0],
    ['a clock that tells undefined', undefined, undefined],
  ])('is never made from %s', async (_, now, clockOffsetMs) => {
    const signer = signerOf({ now: () => now as number })
    await expect(signer.sign({ method: 'GET', url: URL_TEXT }, { clockOffsetMs })).rejects.toMatchObject({
      name: 'SigningError',
      code: 'ERR_SIGNING',
      kind: 'unusable-clock',
      message: expect.stringContaining('clockOffsetMs') as string,
    })
    await signer.sign({ method: 'GET', url: URL_TEXT, headers: { date: NOW_TEXT } }, { clockOffsetMs })
  })

  afterEach(() => vi.unstubAllGlobals())

  /** As browsers have it: they drop what only they may set. */
  class BrowserRequest extends Request {
    constructor(input: string, init: RequestInit) {
      super(input, init)
      this.headers.delete('date')
    }
  }

  test('is x-date in a browser, which drops date', async () => {
    vi.stubGlobal('Request', BrowserRequest)
    const { headers } = await sign({})
    expect(headers['x-date'] ?? headers['date']).toBe(NOW_TEXT)
    expect(headers).toHaveProperty(isWeb ? 'x-date' : 'date')
    expect('date' in headers).toBe(!isWeb)
  })

  test('is x-date where the signer is told so', async () => {
    const signer = signerOf({ genericHeaders: ['x-date', '(request-target)', 'host'] })
    const { headers, signingString } = await signer.sign({ method: 'GET', url: URL_TEXT })
    expect(signingString).toMatch(/^x-date: /)
    expect(headers['x-date']).toBe(NOW_TEXT)
    expect(headers).not.toHaveProperty('date')
  })
})

describe('the host', () => {
  test.each([
    ['is the host of the URL', {}, 'iaas.us-phoenix-1.oraclecloud.com'],
    [
      'may be given if it is the same',
      { Host: 'IAAS.us-phoenix-1.oraclecloud.com' },
      'iaas.us-phoenix-1.oraclecloud.com',
    ],
  ])('%s', async (_, headers, host) => expect((await sign({ headers })).headers['host']).toBe(host))

  test('is refused where it is another, since transports send that of the URL', async () => {
    await expect(sign({ headers: { host: 'evil.example' } })).rejects.toMatchObject({ kind: 'host-mismatch' })
  })
})

describe('content headers', () => {
  test.each<[string, Partial<SignableRequest>, Record<string, string>]>([
    ['the content-type of a string is JSON', { body: '{}' }, { 'content-type': 'application/json' }],
    [
      'the content-type of bytes is binary',
      { body: new Uint8Array(2) },
      { 'content-type': 'application/octet-stream' },
    ],
    [
      "the caller's content-type stands",
      { body: '{}', headers: { 'Content-Type': 'text/x' } },
      { 'content-type': 'text/x' },
    ],
    ['an empty content-type stands too', { body: '{}', headers: { 'content-type': '' } }, { 'content-type': '' }],
    ['the length is in bytes', { body: 'é✓' }, { 'content-length': '5' }],
    ['a right length may be given', { body: 'abc', headers: { 'content-length': '3' } }, { 'content-length': '3' }],
    [
      "the caller's hash stands, even a wrong one",
      { body: '{}', headers: { 'x-content-sha256': 'mine' } },
      { 'x-content-sha256': 'mine', 'content-length': '2' },
    ],
    ['the hash is of the body', { body: '{}' }, { 'x-content-sha256': 'RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=' }],
  ])('%s', async (_, request, headers) => {
    const signed = await sign({ method: 'POST', ...request })
    expect(signed.headers).toMatchObject(headers)
    for (const [name, value] of Object.entries(headers)) expect(signed.signingString).toContain(`\n${name}: ${value}`)
  })

  test.each(['2', '4', '', '03', 'x'])('a wrong length, %j, is an error', async (length) => {
    for (const method of ['POST', 'DELETE'])
      await expect(sign({ method, body: 'abc', headers: { 'content-length': length } })).rejects.toMatchObject({
        kind: 'content-length-mismatch',
        message: expect.stringContaining('3 bytes') as string,
      })
  })

  test.each<[string, Partial<SignableRequest>, SignOptions?]>([
    ['of a body', { method: 'POST', body: 'abc' }],
    ['of a body outside the signature', { method: 'DELETE', body: 'abc' }],
    ['of a body that is left out', { method: 'PUT', body: 'abc' }, { bodySigning: 'exclude' }],
    ['of no body', { method: 'POST' }],
    ['of a stream that is opened', { method: 'PUT', body: () => new Blob(['abc']).stream() }],
    [
      'that the caller gives',
      { method: 'PUT', body: new Blob(['abc']).stream(), headers: { 'Content-Length': '3' } },
      { bodySigning: 'exclude' },
    ],
  ])('a transfer-encoding beside the length %s is an error', async (_, request, options) => {
    for (const coding of ['chunked', '']) {
      const headers = { ...(request.headers as object), 'Transfer-Encoding': coding }
      await expect(sign({ ...request, headers }, options)).rejects.toMatchObject({
        kind: 'content-length-mismatch',
        message: expect.stringContaining('transfer-encoding') as string,
      })
    }
  })

  test('a transfer-encoding may stand where no length is known', async () => {
    const body = new Blob(['abc']).stream()
    const request = { method: 'PUT', body, headers: { 'transfer-encoding': 'chunked' } }
    const { headers } = await sign(request, { bodySigning: 'exclude' })
    expect(headers).toMatchObject({ 'transfer-encoding': 'chunked' })
    expect(headers).not.toHaveProperty('content-length')
  })

  test.each<[string, Partial<SignableRequest>, string | undefined]>([
    ['a string', { method: 'DELETE', body: '{}' }, 'application/json'],
    ['bytes', { method: 'GET', body: new Uint8Array(1) }, 'application/octet-stream'],
    ['nothing', { method: 'DELETE' }, undefined],
  ])('a body outside the signature has its type, too: %s', async (_, request, type) => {
    expect((await sign(request)).headers['content-type']).toBe(type)
  })

  test('a hash of the caller for a stream asks for its length too', async () => {
    const body = new Blob(['abc']).stream()
    const headers = { 'x-content-sha256': 'mine' }
    await expect(sign({ method: 'PUT', body, headers })).rejects.toMatchObject({
      kind: 'missing-header',
      message: expect.stringContaining('content-length') as string,
    })
    const signed = await sign({ method: 'PUT', body, headers: { ...headers, 'content-length': '3' } })
    expect(signed.signingString).toContain('content-length: 3')
    expect(signed.body).toBe(body)
  })
})

describe('leaving the body out', () => {
  const headers = { 'content-type': 'text/plain', 'x-content-sha256': 'mine' }
  test.each<[NonNullable<SignOptions['bodySigning']>, string, string]>([
    ['exclude', 'PUT', GENERIC],
    ['headers', 'PUT', WITH_BODY],
    ['exclude', 'GET', GENERIC],
    ['headers', 'GET', `${GENERIC} content-type x-content-sha256`],
  ])('%s on %s covers %s', async (bodySigning, method, names) => {
    const signed = await sign({ method, headers, body: method === 'GET' ? null : 'abc' }, { bodySigning })
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(names)
    expect(signed.headers).toMatchObject(headers)
    expect(isGenuine(signed)).toBe(true)
  })

  test.each(['exclude', 'headers'] as const)('%s does not hash', async (bodySigning) => {
    const signed = await sign({ method: 'PUT', body: 'abc' }, { bodySigning })
    expect(signed.headers).not.toHaveProperty('x-content-sha256')
    expect(signed.headers).toMatchObject({ 'content-length': '3', 'content-type': 'application/json' })
  })
})

describe('header lists', () => {
  test('are copied, lower-cased and freed of repetitions', async () => {
    const genericHeaders = ['Date', '(Request-Target)', 'HOST', 'host', 'Opc-Request-Id']
    const signer = signerOf({ genericHeaders, bodyHeaders: ['X-Content-SHA256', 'host', 'content-length'] })
    genericHeaders.length = 0
    const signed = await signer.sign({ method: 'PUT', url: URL_TEXT, headers: { 'opc-request-id': 'r' } })
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(
      'date (request-target) host opc-request-id x-content-sha256 content-length',
    )
  })

  test.each([
    ['without a target', { genericHeaders: ['date', 'host'] }],
    ['without a host', { genericHeaders: ['date', '(request-target)'] }],
    ['without a date', { genericHeaders: ['(request-target)', 'host'] }],
    ['with two dates', { genericHeaders: ['date', 'x-date', '(request-target)', 'host'] }],
    ['with a date that is none', { genericHeaders: ['update', 'dates', 'x-date-y', '(request-target)', 'host'] }],
    ['without a host, which is asked for', { genericHeaders: ['date', '(request-target)'], requireHost: true }],
    ['without a target, though the host may lack', { genericHeaders: ['date', 'host'], requireHost: false }],
    ['empty', { genericHeaders: [] }],
  ])('%s are refused at the first signature', async (_, lists) => {
    await expect(signerOf(lists).sign({ method: 'GET', url: URL_TEXT })).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
    })
  })

  test.each([
    [{ bodyHeaders: ['X-Content-SHA256'] }, 'date (request-target) host x-content-sha256'],
    [
      { genericHeaders: ['host', '(request-target)', 'date'] },
      'host (request-target) date content-length content-type x-content-sha256',
    ],
    [{ bodyHeaders: [] }, 'date (request-target) host'],
  ])('may be given one without the other: %j', async (lists, names) => {
    const signed = await signerOf(lists).sign({ method: 'PUT', url: URL_TEXT })
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(names)
  })

  test('may lack the host where that is asked for', async () => {
    const signer = signerOf({ genericHeaders: ['date', '(request-target)'], requireHost: false })
    const signed = await signer.sign({ method: 'GET', url: URL_TEXT })
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe('date (request-target)')
    expect(signed.headers['host']).toBe('iaas.us-phoenix-1.oraclecloud.com')
  })

  test('name a header that must be there', async () => {
    const signer = signerOf({ genericHeaders: ['date', '(request-target)', 'host', 'x-missing'] })
    await expect(signer.sign({ method: 'GET', url: URL_TEXT })).rejects.toMatchObject({
      kind: 'missing-header',
      message: expect.stringContaining('x-missing') as string,
    })
  })
})

describe('a delegation token', () => {
  const delegate = (options = {}, method = 'POST') =>
    signerOf(options, { delegationToken: 'token' }).sign({
      method,
      url: URL_TEXT,
      headers: { 'opc-obo-token': 'of the caller' },
    })

  test('is sent, and signed after the generic headers', async () => {
    const signed = await delegate()
    expect(signed.headers['opc-obo-token']).toBe('token')
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe(
      'date (request-target) host opc-obo-token content-length content-type x-content-sha256',
    )
  })

  test('is signed once, though a list names it', async () => {
    const signed = await delegate({ genericHeaders: ['date', '(request-target)', 'host', 'opc-obo-token'] }, 'GET')
    expect(parameterOf(signed.headers['authorization'], 'headers')).toBe('date (request-target) host opc-obo-token')
  })

  test('with a line break is refused without being shown', async () => {
    const signer = signerOf({}, { delegationToken: 'hunter2\r\nx: y' })
    const error: unknown = await signer.sign({ method: 'GET', url: URL_TEXT }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ kind: 'invalid-header' })
    expect(String(error)).not.toContain('hunter2')
  })
})

describe('the credential', () => {
  test('is asked for before each signature, with the signal', async () => {
    const contexts: (CredentialContext | undefined)[] = []
    const signer = createSigner(async (context) => {
      contexts.push(context)
      return credential({ keyId: `ST$${contexts.length}` })
    })
    const { signal } = new AbortController()
    expect((await signer.sign({ method: 'GET', url: URL_TEXT }, { signal })).keyId).toBe('ST$1')
    expect((await signer.sign({ method: 'GET', url: URL_TEXT })).keyId).toBe('ST$2')
    expect(contexts).toEqual([{ signal }, { signal: undefined }])
  })

  test('that cannot be had fails the signature with the reason of its source', async () => {
    const reason = new Error('no metadata service')
    await expect(createSigner(() => Promise.reject(reason)).sign({ method: 'GET', url: URL_TEXT })).rejects.toBe(reason)
  })

  test('of a source that throws at once fails the same way', async () => {
    const reason = new Error('no metadata service')
    const provider = (): never => {
      throw reason
    }
    await expect(createSigner(provider).sign({ method: 'GET', url: URL_TEXT })).rejects.toBe(reason)
    await expect(createSigner(provider).refresh()).rejects.toBe(reason)
  })

  test.each<[string, unknown]>([
    ['nothing', async () => undefined],
    ['null', async () => null],
    ['nothing, without a promise', () => undefined],
    ['a text', async () => 'a/b/c'],
    ['no key', async () => ({ keyId: 'a/b/c' })],
    ['a key of null', async () => ({ keyId: 'a/b/c', key: null })],
    ['a key without sign', async () => ({ keyId: 'a/b/c', key: {} })],
    ['a PEM text as key', async () => ({ keyId: 'a/b/c', key: '-----BEGIN PRIVATE KEY-----' })],
    ['a key whose sign is a text', async () => ({ keyId: 'a/b/c', key: { sign: 'x' } })],
    ['nothing, since it is no function', undefined],
    ['nothing, since it is null', null],
    ['nothing, since it is a configuration', { tenancy: 't' }],
  ])('whose source yields %s is told, with and without a signal', async (_, provider) => {
    for (const signal of [undefined, new AbortController().signal]) {
      const signing = createSigner(provider as CredentialProvider).sign({ method: 'GET', url: URL_TEXT }, { signal })
      await expect(signing).rejects.toMatchObject({
        name: 'InvalidCredentialError',
        code: 'ERR_INVALID_CREDENTIAL',
        reason: 'no-credential',
        message: expect.stringMatching(/yields none\. It has to be a function that yields \{ keyId, key \}/) as string,
      })
    }
  })

  test('may come without a promise', async () => {
    const provider = (() => credential()) as unknown as CredentialProvider
    for (const signal of [undefined, new AbortController().signal])
      expect(isGenuine(await createSigner(provider).sign({ method: 'GET', url: URL_TEXT }, { signal }))).toBe(true)
  })

  test('that is none does not keep a later one from signing', async () => {
    const yields = [undefined, credential()]
    const signer = createSigner(async () => yields.shift() as Credential)
    await expect(signer.sign({ method: 'GET', url: URL_TEXT })).rejects.toMatchObject({ reason: 'no-credential' })
    expect(isGenuine(await signer.sign({ method: 'GET', url: URL_TEXT }))).toBe(true)
  })

  test.each([undefined, null, ''])('with the key id %j is refused', async (keyId) => {
    const signer = createSigner(async () => credential({ keyId: keyId as string }))
    await expect(signer.sign({ method: 'GET', url: URL_TEXT })).rejects.toMatchObject({
      code: 'ERR_SIGNING',
      kind: 'invalid-key-id',
      message: expect.stringContaining('The key id is empty') as string,
    })
  })

  test.each(['a"b', 'a\\b', 'a\nb', 'é'])('with the key id %j is refused without showing it', async (keyId) => {
    const signer = createSigner(async () => credential({ keyId: `ST$hunter2${keyId}` }))
    const error: unknown = await signer.sign({ method: 'GET', url: URL_TEXT }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'ERR_SIGNING', kind: 'invalid-key-id' })
    expect(String(error)).not.toContain('hunter2')
  })
})

describe('a key of the caller', () => {
  const signWith = (how: unknown, signal?: AbortSignal): Promise<SignedRequest> =>
    createSigner(async () => credential({ key: { sign: how } as SigningKey })).sign(
      { method: 'GET', url: URL_TEXT },
      { signal },
    )
  const signals = [undefined, new AbortController().signal]

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text, such as the base64 of a KMS', 'AAAA'],
    ['no bytes', new Uint8Array()],
    ['a buffer of no bytes', new ArrayBuffer(0)],
    ['an array', [1, 2]],
    ['a number', 5],
    ['an object', { signature: Uint8Array.of(1) }],
    ['what calls itself a buffer', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 2 }],
  ])('that yields %s is told what to yield', async (_, value) => {
    for (const signal of signals) {
      for (const how of [async () => value, () => value]) {
        await expect(signWith(how, signal)).rejects.toMatchObject({
          name: 'InvalidCredentialError',
          code: 'ERR_INVALID_CREDENTIAL',
          reason: 'no-signature',
          message: expect.stringContaining('has to yield the signature as a Uint8Array') as string,
        })
      }
    }
  })

  const made = Uint8Array.of(1, 2, 250)
  test.each<[string, unknown]>([
    ['a Uint8Array', made],
    ['a Buffer', Buffer.from(made)],
    ['an ArrayBuffer', made.slice().buffer],
    ['a view of a part', new Uint8Array(Uint8Array.of(9, 1, 2, 250, 9).buffer, 1, 3)],
    ['a DataView', new DataView(made.slice().buffer)],
    ['bytes of another realm', runInNewContext('Uint8Array.of(1, 2, 250)')],
    ['a buffer of another realm', runInNewContext('Uint8Array.of(1, 2, 250).buffer')],
  ])('may yield %s, with a promise or without', async (_, value) => {
    for (const signal of signals) {
      for (const how of [async () => value, () => value]) {
        const { headers } = await signWith(how, signal)
        expect(parameterOf(headers['authorization'], 'signature')).toBe('AQL6')
      }
    }
  })

  test('that fails, fails with its own error', async () => {
    const failure = new TypeError('the vault is sealed')
    const throws = (): never => {
      throw failure
    }
    for (const signal of signals) {
      await expect(signWith(throws, signal)).rejects.toBe(failure)
      await expect(signWith(() => Promise.reject(failure), signal)).rejects.toBe(failure)
    }
  })

  test('is called as a method, with the signing string', async () => {
    const seen: unknown[] = []
    const vault = {
      async sign(data: Uint8Array) {
        seen.push(this, new TextDecoder().decode(data))
        return made
      },
    }
    const signer = createSigner(async () => credential({ key: vault }))
    const { signingString } = await signer.sign({ method: 'GET', url: URL_TEXT })
    expect(seen).toEqual([vault, signingString])
  })
})

describe('refresh', () => {
  function recordingSigner() {
    const contexts: (CredentialContext | undefined)[] = []
    const made: Credential[] = []
    const signer = createSigner(async (context) => {
      contexts.push(context)
      made.push(credential({ keyId: `k${made.length}` }))
      return made.at(-1)!
    })
    return { signer, contexts, made, rejected: () => contexts.at(-1)?.rejected }
  }

  test('hands over the credential that was refused', async () => {
    const { signer, made, rejected } = recordingSigner()
    const first = await signer.sign({ method: 'GET', url: URL_TEXT })
    await signer.sign({ method: 'GET', url: URL_TEXT })
    await signer.refresh(first)
    expect(rejected()).toBe(made[0])
  })

  test('without an argument hands over the last one used, which forces a renewal', async () => {
    const { signer, made, rejected } = recordingSigner()
    await signer.sign({ method: 'GET', url: URL_TEXT })
    await signer.refresh()
    expect(rejected()).toBe(made[0])
    await signer.refresh()
    expect(rejected()).toBe(made[1])
  })

  test('before the first signature asks for a first credential', async () => {
    const { signer, rejected } = recordingSigner()
    await signer.refresh()
    expect(rejected()).toBeUndefined()
  })

  test('takes a request of another make for one that is not known', async () => {
    const { signer, made, rejected } = recordingSigner()
    const signed = await signer.sign({ method: 'GET', url: URL_TEXT })
    await signer.refresh({ ...signed })
    expect(rejected()).toBe(made[0])
  })
})

describe('abort', () => {
  const reason = new Error('enough')
  const never = new Promise<never>(() => {})

  test('before anything asks nothing', async () => {
    const provider = vi.fn<() => Promise<Credential>>()
    const signer = createSigner(provider)
    const signal = AbortSignal.abort(reason)
    await expect(signer.sign({ method: 'GET', url: URL_TEXT }, { signal })).rejects.toBe(reason)
    await expect(signer.refresh(undefined, { signal })).rejects.toBe(reason)
    expect(provider).not.toHaveBeenCalled()
  })

  test.each<[string, (started: () => void) => Promise<Credential>]>([
    [
      'while the credential is awaited',
      (started) => {
        started()
        return never
      },
    ],
    [
      'while the key signs',
      async (started) =>
        credential({
          key: {
            sign: () => {
              started()
              return never
            },
          },
        }),
    ],
  ])('%s leaves at once', async (_, provider) => {
    const { promise: started, resolve } = deferred()
    const controller = new AbortController()
    const signing = createSigner(() => provider(resolve)).sign(
      { method: 'GET', url: URL_TEXT },
      { signal: controller.signal },
    )
    await started
    controller.abort(reason)
    await expect(signing).rejects.toBe(reason)
  })

  test('while a credential is renewed leaves at once', async () => {
    const { promise: started, resolve } = deferred()
    const controller = new AbortController()
    const signer = createSigner(() => {
      resolve()
      return never
    })
    const refreshing = signer.refresh(undefined, { signal: controller.signal })
    await started
    controller.abort(reason)
    await expect(refreshing).rejects.toBe(reason)
  })
})
