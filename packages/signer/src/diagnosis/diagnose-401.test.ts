import { generateKeyPairSync, sign as signWith, type KeyObject } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createCredential } from '../credential.ts'
import { loadPrivateKey } from '../key/load-private-key.ts'
import { publicKeyFingerprint } from '../key/public-key-fingerprint.ts'
import type { SignedRequest } from '../request.ts'
import { createSigner } from '../signing/create-signer.ts'
import { numRuns } from '../../test/support/runtime.ts'
import { NOW, NOW_TEXT, pem, publicKey } from '../../test/support/fixtures.ts'
import { diagnose401 } from './diagnose-401.ts'
import type { Diagnosis } from './diagnosis.ts'

const key = await loadPrivateKey(pem)
const fingerprint = await publicKeyFingerprint(key)
const TENANCY = 'ocid1.tenancy.oc1..aaaa'
const USER = 'ocid1.user.oc1..bbbb'
const HOST = 'iaas.us-phoenix-1.oraclecloud.com'
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

const byKeyObject = (privateKey: KeyObject) => ({
  sign: async (data: Uint8Array) => Uint8Array.from(signWith('sha256', data, privateKey)),
})

interface Request {
  readonly keyId?: string
  readonly key?: { sign(data: Uint8Array): Promise<Uint8Array> }
  readonly host?: string
  readonly body?: string | Uint8Array
}

function signed({ keyId = `${TENANCY}/${USER}/${fingerprint}`, host = HOST, body, ...other }: Request = {}) {
  const credential = createCredential({ keyId, key: other.key ?? key })
  const request = { method: body === undefined ? 'GET' : 'POST', url: `https://${host}/20160918/regions?a=b` }
  return createSigner(async () => credential, { now: () => NOW }).sign({ ...request, body })
}

const JSON_401 = JSON.stringify({ code: 'NotAuthenticated', message: 'The required information was not provided.' })

function answer(headers: Record<string, string | undefined> = {}, text = JSON_401): Response {
  const all = { 'opc-request-id': 'r', date: NOW_TEXT, ...headers }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new Response(text, { status: 401, headers: given })
}

const diagnosed = (request: SignedRequest, response: Response = answer()): Promise<Diagnosis> =>
  diagnose401(request, response, { now: () => NOW })

const codesOf = async (request: SignedRequest, response?: Response): Promise<readonly string[]> =>
  (await diagnosed(request, response)).findings.map(({ code }) => code)

function token(claims: object = {}): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }))
  const told = { tenant: TENANCY, sub: USER, iat: NOW / 1000 - 60, exp: NOW / 1000 + 60, jwk, ...claims }
  return `ST$${encode({ alg: 'RS256' })}.${encode(told)}.c2ln`
}

describe('where there is nothing to see, it says so', () => {
  test('of an API key that was not uploaded, with the service’s own words', async () => {
    const diagnosis = await diagnosed(await signed())
    expect(diagnosis).toEqual({
      findings: [],
      code: 'NotAuthenticated',
      message: 'The required information was not provided.',
      text: expect.stringMatching(
        /^The service says NotAuthenticated: The required information was not provided\. Nothing of the request shows why\. .*Console\.$/,
      ) as string,
    })
  })

  test.each([
    ['a token', { keyId: token() }],
    ['a token that does not name its key', { keyId: token({ jwk: undefined }) }],
    ['a key id of another form', { keyId: 'service/x' }],
    ['a key that does not tell its public half', { key: byKeyObject(stranger.privateKey) }],
    ['a body', { body: '{"a":1}' }],
    ['bytes', { body: new Uint8Array([1, 2]) }],
    ['a host that no realm is known of', { host: 'localhost:8080' }],
  ])('of %s', async (_, request) => expect(await codesOf(await signed(request))).toEqual([]))

  test('of a date that is five minutes off, which the service allows', async () => {
    const at = (ms: number): string => new Date(NOW + ms).toUTCString()
    expect(await codesOf(await signed(), answer({ date: at(300_000) }))).toEqual([])
    expect(await codesOf(await signed(), answer({ date: at(-300_000) }))).toEqual([])
  })

  test('of an answer whose date is a lie, or is not there', async () => {
    expect(await codesOf(await signed(), answer({ date: 'Fri, 20 Nov 1970 12:00:00 GMT' }))).toEqual([])
    expect(await codesOf(await signed(), answer({ date: 'yesterday' }))).toEqual([])
    expect(await codesOf(await signed(), answer({ date: undefined }))).toEqual([])
  })
})

describe('clock and token', () => {
  test.each([
    [301, 'behind'],
    [-301, 'ahead of'],
  ])('a date that is %i seconds off', async (seconds, side) => {
    const { findings } = await diagnosed(await signed(), answer({ date: new Date(NOW + seconds * 1000).toUTCString() }))
    expect(findings).toEqual([
      {
        code: 'clock-skew',
        message: `The signature's date is 5 minutes ${side} the service's clock, which allows five. Set this machine's clock, by NTP for instance.`,
      },
    ])
  })

  test('a token that is over, by the service’s clock or else by this one', async () => {
    const over = await signed({ keyId: token({ exp: NOW / 1000 }) })
    expect(await codesOf(over)).toEqual(['expired-token'])
    expect(await codesOf(over, answer({ date: undefined }))).toEqual(['expired-token'])
    expect(await codesOf(over, answer({ date: new Date(NOW - 1000).toUTCString() }))).toEqual([])
  })

  test.each([[{ iat: NOW / 1000 + 301, exp: NOW / 1000 + 999 }], [{ nbf: NOW / 1000 + 301, exp: NOW / 1000 + 999 }]])(
    'a token that begins later: %j',
    async (claims) => expect(await codesOf(await signed({ keyId: token(claims) }))).toEqual(['token-not-yet-valid']),
  )
})

describe('keys', () => {
  test.each([
    ['capitals', fingerprint.toUpperCase(), /capital letters\. Write it in lower case/],
    ['a SHA-256', 'SHA256:abc', /sixteen pairs.* Copy it from the Console/],
  ])('a fingerprint with %s', async (_, given, sentence) => {
    const { findings } = await diagnosed(await signed({ keyId: `${TENANCY}/${USER}/${given}` }))
    expect(findings[0]).toEqual({ code: 'malformed-fingerprint', message: expect.stringMatching(sentence) as string })
  })

  test('a key that does not belong to the fingerprint', async () => {
    const other = fingerprint.replace(/^../, (pair) => (pair === '00' ? '01' : '00'))
    const { findings } = await diagnosed(await signed({ keyId: `${TENANCY}/${USER}/${other}` }))
    expect(findings).toEqual([
      {
        code: 'fingerprint-mismatch',
        message: `The key that signed has the fingerprint ${fingerprint}, and the key id says ${other}. Use the key that was uploaded for it, or its own fingerprint.`,
      },
    ])
  })

  test('a token that is bound to another key: a session’s file was replaced', async () => {
    expect(await codesOf(await signed({ keyId: token(), key: byKeyObject(stranger.privateKey) }))).toEqual([
      'token-key-mismatch',
    ])
  })

  test('a key that is too short', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const { findings } = await diagnosed(await signed({ key: byKeyObject(privateKey) }))
    expect(findings).toEqual([
      { code: 'short-key', message: expect.stringMatching(/^The key has 1024 bits\. Make one/) as string },
    ])
  })

  test.each([
    [HOST, 'ocid1.tenancy.oc2..a', ['foreign-realm']],
    ['iaas.us-langley-1.oraclegovcloud.com', 'ocid1.tenancy.oc2..a', []],
    ['iaas.us-gov-ashburn-1.oraclegovcloud.com', 'ocid1.tenancy.oc3..a', []],
    ['iaas.x.oraclegovcloud.uk', 'ocid1.tenancy.oc1..a', ['foreign-realm']],
    ['iaas.x.oraclecloud.eu', 'ocid1.tenancy.oc19..a', []],
    ['iaas.x.oraclecloud8.com', 'ocid1.tenancy.oc8..a', []],
    ['iaas.x.oraclecloud8.com', 'ocid1.tenancy.oc1..a', ['foreign-realm']],
  ])('at %s, a tenancy %s', async (host, tenancy, codes) => {
    expect(await codesOf(await signed({ host, keyId: `${tenancy}/${USER}/${fingerprint}` }))).toEqual(codes)
    expect(await codesOf(await signed({ host, keyId: token({ tenant: tenancy }) }))).toEqual(codes)
  })
})

describe('what changed on the way', () => {
  test.each<[string, (request: SignedRequest) => object, string]>([
    ['a header', ({ headers }) => ({ headers: { ...headers, date: 'x' } }), 'The header date'],
    ['a header that went', ({ headers }) => ({ headers: { ...headers, host: undefined } }), 'The header host'],
    ['the query', ({ url }) => ({ url: new URL('?a=c', url) }), 'The method, path or query'],
    ['the method', () => ({ method: 'HEAD' }), 'The method, path or query'],
  ])('%s, after signing', async (_, change, what) => {
    const request = await signed()
    const { findings } = await diagnosed({ ...request, ...change(request) } as SignedRequest)
    expect(findings).toEqual([
      {
        code: 'request-changed',
        message: expect.stringContaining(`${what} was changed after the request was signed`) as string,
      },
    ])
  })

  test('a buffer that was written to', async () => {
    const body = new Uint8Array([1, 2, 3])
    const request = await signed({ body })
    ;(request.body as Uint8Array)[0] = 9
    expect(await codesOf(request)).toEqual(['body-changed'])
  })

  test('a header that the emulator received otherwise', async () => {
    const text = JSON.stringify({ code: 'NotAuthenticated', emulator: { firstDifference: { header: 'host' } } })
    expect((await diagnosed(await signed(), answer({}, text))).findings).toEqual([
      { code: 'request-changed', message: expect.stringMatching(/^The header host arrived otherwise/) as string },
    ])
  })

  test.each([
    ['a proxy on the way', answer({ via: '1.1 squid' }), 'a Via header'],
    ['somebody else’s answer', answer({ 'opc-request-id': undefined }), 'not from OCI'],
  ])('%s', async (_, response, sentence) => {
    expect((await diagnosed(await signed(), response)).findings).toEqual([
      { code: 'proxy-between', message: expect.stringContaining(sentence) as string },
    ])
  })

  test('an answer of another host, and none where a browser hides headers', async () => {
    const elsewhere = Object.defineProperty(answer(), 'url', { value: 'https://login.example/' })
    expect((await diagnosed(await signed(), elsewhere)).findings).toEqual([
      { code: 'proxy-between', message: expect.stringContaining('login.example') as string },
    ])
    const hidden = Object.defineProperty(answer({ 'opc-request-id': undefined }), 'type', { value: 'cors' })
    expect(await codesOf(await signed(), hidden)).toEqual([])
  })
})

describe('hostile answers', () => {
  test('what was found stands, whatever the answer is', async () => {
    const request = await signed({ keyId: token({ exp: 1 }) })
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.anything(), fc.anything(), async (text, headers, url) => {
        const response = { status: 401, headers, url } as unknown as Response
        const { findings } = await diagnose401(request, response, { text, now: () => NOW })
        expect(findings.map(({ code }) => code)).toContain('expired-token')
      }),
      numRuns(200),
    )
  })

  test('a request of another make, with members missing, has nothing to see', async () => {
    for (const strange of [{}, { keyId: 5, headers: null }, { keyId: 'ST$', headers: {}, signingString: 5 }])
      expect(await diagnosed(strange as unknown as SignedRequest)).toMatchObject({
        findings: [],
        text: expect.any(String) as string,
      })
  })

  test('a body stays readable for the caller', async () => {
    const response = answer()
    await diagnosed(await signed(), response)
    expect(await response.text()).toBe(JSON_401)
  })

  test('a body that never ends, or never begins, is left after 64 KiB or a second', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1000))
    const endless = new Response(new ReadableStream({ pull: (stream) => stream.enqueue(chunk) }), { status: 401 })
    expect((await diagnosed(await signed(), endless)).message).toBeUndefined()
    const request = await signed()
    vi.useFakeTimers()
    const hung = diagnosed(
      request,
      new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status: 401 }),
    )
    await vi.advanceTimersByTimeAsync(1000)
    vi.useRealTimers()
    expect((await hung).code).toBeUndefined()
  })

  test('a body that was read already, or that breaks, tells nothing', async () => {
    const used = answer()
    await used.text()
    expect((await diagnosed(await signed(), used)).code).toBeUndefined()
    const broken = new Response(new ReadableStream({ start: (stream) => stream.error(new Error('reset')) }), {
      status: 401,
    })
    expect((await diagnosed(await signed(), broken)).message).toBeUndefined()
  })

  test('words of the service are one short line, without what may be a secret', async () => {
    const message = `a\n\u001b[31mb${' x'.repeat(400)}`
    const long = await diagnosed(await signed(), answer({}, JSON.stringify({ code: '  ', message })))
    expect(long.code).toBeUndefined()
    expect(long.message).toMatch(/^a \[31mb( x){140,} ?…$/)
  })

  test('a service that repeats what it was sent gives no secret away', async () => {
    const request = await signed({ keyId: token() })
    const authorization = String(request.headers['authorization'])
    const sent = [token().slice(3), `keyId=${token()}`, authorization, authorization.toUpperCase(), pem]
    for (const secret of sent) {
      const message = `The request has ${secret}, which is wrong.`
      const { text } = await diagnosed(request, answer({}, JSON.stringify({ code: secret, message })))
      for (const part of secret.match(/[\w+/-]{40,}/g) ?? []) expect(text).not.toContain(part)
    }
    const told = await diagnosed(request, answer({}, JSON.stringify({ message: `The token "${token()}" is over.` })))
    expect(told.message).toBe('The token "<redacted>" is over.')
  })

  test('no token and no signature stand in it', async () => {
    const request = await signed({ keyId: token({ exp: 1 }), key: byKeyObject(stranger.privateKey) })
    const shown = JSON.stringify(await diagnosed(request))
    expect(shown).not.toContain(request.keyId.slice(3))
    expect(shown).not.toContain(request.headers['authorization']?.slice(-100))
  })
})
