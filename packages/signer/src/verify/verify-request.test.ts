import { createPublicKey, createSecretKey, createSign, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyKinds } from '../../test/support/bodies.ts'
import {
  bytesSent,
  KEY_ID,
  NOW,
  NOW_TEXT,
  privateKey,
  publicKey,
  publicPem,
  signerOf,
} from '../../test/support/fixtures.ts'
import made from '../../test/support/public-keys.json' with { type: 'json' }
import { polluted } from '../../test/support/polluted.ts'
import { numRuns } from '../../test/support/runtime.ts'
import { formatAuthorization } from '../signing/authorization.ts'
import type { ReceivedRequest } from './received/received-request.ts'
import type { VerificationKey } from './verification-key.ts'
import type { RejectionReason } from './verdict.ts'
import type { VerifyOptions } from './verify-options.ts'
import { verifyRequest } from './verify-request.ts'

const HOST = 'iaas.us-phoenix-1.oraclecloud.com'
const BODY = '{"a":1}'

const verdictOn = (
  request: ReceivedRequest,
  options: VerifyOptions = {},
  resolveKey: (keyId: string) => Promise<VerificationKey | undefined> = async () => publicPem,
) => verifyRequest(request, resolveKey, { now: () => NOW, ...options })

type Received = Omit<ReceivedRequest, 'headers'> & { readonly headers: Record<string, string> }

/** A genuine request, as a server gets it. */
async function received(
  method: string,
  body: string | null = null,
  headers: Record<string, string> = {},
): Promise<Received> {
  const signed = await signerOf().sign({ method, url: `https://${HOST}/a?b=c`, body, headers })
  return { method, url: '/a?b=c', headers: signed.headers, ...(body !== null && { body }) }
}
const withHeader = (request: Received, name: string, value: string): Received => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})
const GET = await received('GET')
const DELETE = await received('DELETE')
const POST = await received('POST', BODY)

/** Signed by hand over any lines, to get past what our signer refuses. */
function handSigned(lines: readonly (readonly [string, string])[], request: ReceivedRequest): ReceivedRequest {
  const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n')
  const signature = createSign('sha256').update(text).sign(privateKey, 'base64')
  const authorization = formatAuthorization(
    KEY_ID,
    lines.map(([name]) => name),
    signature,
  )
  return { ...request, headers: { ...(request.headers as Record<string, string>), authorization } }
}
const GENERIC = [
  ['date', NOW_TEXT],
  ['(request-target)', 'get /a'],
  ['host', HOST],
] as const
const bare = { method: 'GET', url: '/a', headers: { date: NOW_TEXT, host: HOST } }

describe('accepts what our signer makes', () => {
  test.each(['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH'])('%s without a body', async (method) => {
    expect(await verdictOn(await received(method))).toMatchObject({ verified: true, keyId: KEY_ID })
  })

  test.each(bodyKinds.flatMap((kind) => ['POST', 'PUT', 'PATCH'].map((method) => ({ ...kind, method }))))(
    '$method of $name',
    async ({ method, make }) => {
      const signed = await signerOf().sign({ method, url: `https://${HOST}/a`, body: make() })
      const body = await bytesSent(signed)
      const { signingString, headers } = signed
      const verdict = await verdictOn({ method, url: signed.url, headers, body })
      expect(verdict).toEqual({
        verified: true,
        keyId: KEY_ID,
        principal: {
          kind: 'api-key',
          tenancy: 'ocid1.tenancy.oc1..aaaa',
          user: 'ocid1.user.oc1..bbbb',
          fingerprint: '20:3b:97',
        },
        method,
        target: '/a',
        host: HOST,
        date: NOW,
        signedHeaders: ['date', '(request-target)', 'host', 'content-length', 'content-type', 'x-content-sha256'],
        signingString,
      })
    },
  )

  test('x-date, custom headers and a delegation token', async () => {
    const signer = signerOf(
      { genericHeaders: ['x-date', 'x-a', '(request-target)', 'host'] },
      { delegationToken: 'obo' },
    )
    const signed = await signer.sign({ method: 'GET', url: `https://${HOST}/`, headers: { 'x-a': ['1', '2'] } })
    expect(await verdictOn({ method: 'GET', url: '/', headers: signed.headers })).toMatchObject({ verified: true })
  })
})

describe('reads a request in any form', () => {
  const { authorization, ...rest } = GET.headers
  test.each<[string, Partial<ReceivedRequest>]>([
    ['an absolute address', { url: `https://${HOST}/a?b=c` }],
    ['an absolute address with its default port', { url: `https://${HOST.toUpperCase()}:443/a?b=c` }],
    ['a URL', { url: new URL(`https://${HOST}/a?b=c`) }],
    ['a Headers', { headers: new Headers(GET.headers) }],
    ['a Map', { headers: new Map(Object.entries(GET.headers)) }],
    ['header names in any case', { headers: { ...rest, AuthoriZation: authorization } }],
    [
      'arrays of one',
      { headers: Object.fromEntries(Object.entries(GET.headers).map(([name, value]) => [name, [value]])) },
    ],
    ['spaces around values', { headers: { ...GET.headers, date: ` ${NOW_TEXT}\t` } }],
    ['the method in lower case', { method: 'get' }],
    [
      'no host header but an absolute address',
      { url: `https://${HOST}/a?b=c`, headers: { ...rest, authorization, host: undefined } },
    ],
    ['an empty body', { body: '' }],
    ['a null body', { body: null }],
    ['a length of nothing', { headers: { ...GET.headers, 'content-length': '0' } }],
    ['chunks that turned out to be none', { headers: { ...GET.headers, 'transfer-encoding': 'chunked' }, body: '' }],
    ['host and :authority alike', { headers: { ...GET.headers, ':authority': `${HOST}:443` } }],
    [':authority without a host header', { headers: { ...rest, authorization, host: undefined, ':authority': HOST } }],
    [
      ':authority and an absolute address without a host header',
      { url: `https://${HOST}/a?b=c`, headers: { ...rest, authorization, host: undefined, ':authority': HOST } },
    ],
    [
      'a record that can also be iterated',
      { headers: Object.defineProperty({ ...GET.headers }, Symbol.iterator, { value: () => [][Symbol.iterator]() }) },
    ],
  ])('%s', async (_, change) => {
    expect(await verdictOn({ ...GET, ...change } as ReceivedRequest)).toMatchObject({ verified: true })
  })

  test('an absolute address without a path', async () => {
    const signed = await signerOf().sign({ method: 'GET', url: `https://${HOST}?a=1` })
    expect(await verdictOn({ method: 'GET', url: `https://${HOST}?a=1`, headers: signed.headers })).toMatchObject({
      verified: true,
    })
  })

  const shifted = Buffer.concat([Buffer.from('xx'), Buffer.from(BODY), Buffer.from('xx')])
  test.each<[string, unknown]>([
    ['text', BODY],
    ['a Buffer', Buffer.from(BODY)],
    ['an ArrayBuffer', Uint8Array.from(Buffer.from(BODY)).buffer],
    ['a view with an offset', shifted.subarray(2, -2)],
    ['a DataView with an offset', new DataView(shifted.buffer, shifted.byteOffset + 2, BODY.length)],
  ])('a body of %s', async (_, body) => {
    expect(await verdictOn({ ...POST, body: body as string })).toMatchObject({ verified: true })
  })
})

const without = (request: Received, name: string): Received['headers'] => {
  const { [name]: _, ...rest } = request.headers
  return rest
}
const swapped = (from: string | RegExp, to: string | ((found: string) => string)): Partial<ReceivedRequest> => ({
  headers: { ...GET.headers, authorization: GET.headers['authorization']!.replace(from, to as string) },
})

describe('rejects with a reason', () => {
  test.each<[RejectionReason, string, ReceivedRequest, VerifyOptions?]>([
    ['missing-authorization', 'no header', { ...GET, headers: without(GET, 'authorization') }],
    ['not-signature-scheme', 'another scheme', { ...GET, ...swapped('Signature', 'Bearer') }],
    ['malformed-authorization', 'a broken header', { ...GET, ...swapped('"rsa', 'rsa') }],
    ['duplicate-parameter', 'a parameter twice', { ...GET, ...swapped('keyId', 'version="1",keyId') }],
    ['missing-parameter', 'no key id', { ...GET, ...swapped(/keyId="[^"]*",/, '') }],
    ['unsupported-algorithm', 'hs2019', { ...GET, ...swapped('rsa-sha256', 'hs2019') }],
    ['unsupported-algorithm', 'another case', { ...GET, ...swapped('rsa-sha256', 'RSA-SHA256') }],
    ['unsupported-version', '2', { ...GET, ...swapped('version="1"', 'version="2"') }],
    ['unsupported-version', 'an empty one', { ...GET, ...swapped('version="1"', 'version=""') }],
    ['unsupported-method', 'OPTIONS', { ...GET, method: 'OPTIONS' }],
    ['unsupported-method', 'none', { ...GET, method: '' }],
    ['unsupported-method', 'no text', { ...GET, method: undefined as unknown as string }],
    ['missing-signed-header', 'no date', { ...GET, ...swapped('date ', '') }],
    ['missing-signed-header', 'no target', { ...GET, ...swapped('(request-target) ', '') }],
    ['missing-signed-header', 'no host', { ...GET, ...swapped(' host', '') }],
    [
      'missing-signed-header',
      'no hash with POST',
      {
        ...POST,
        headers: { ...POST.headers, authorization: POST.headers['authorization']!.replace(' x-content-sha256', '') },
      },
    ],
    ['missing-signed-header', 'GET turned into POST', { ...GET, method: 'POST' }],
    ['duplicate-signed-header', 'host twice', { ...GET, ...swapped(' host', ' host host') }],
    ['missing-header', 'a signed header that did not come', { ...GET, ...swapped(' host', ' host x-gone') }],
    ['missing-header', 'no host anywhere', { ...GET, headers: without(GET, 'host') }],
    [
      'missing-header',
      'an empty host',
      handSigned([GENERIC[0], GENERIC[1], ['host', '']], { ...bare, headers: { date: NOW_TEXT, host: '' } }),
    ],
    ...['authorization', 'host', 'date', 'x-date', 'content-length', 'content-type', 'x-content-sha256'].map(
      (name): [RejectionReason, string, ReceivedRequest] => [
        'duplicate-header',
        `${name} twice`,
        { ...POST, headers: { ...POST.headers, [name]: [POST.headers[name] ?? 'x', POST.headers[name] ?? 'x'] } },
      ],
    ),
    [
      'invalid-header',
      'a line break in a value',
      handSigned([...GENERIC, ['x-a', '1\nx-b: 2']], { ...bare, headers: { ...bare.headers, 'x-a': '1\nx-b: 2' } }),
    ],
    [
      'invalid-header',
      'Latin-1 in a value',
      handSigned([...GENERIC, ['x-a', 'é']], { ...bare, headers: { ...bare.headers, 'x-a': 'é' } }),
    ],
    ['malformed-authorization', 'a line break in a name', { ...GET, ...swapped(' host', ' host x-a:\n1') }],
    ['invalid-target', 'a space', { ...GET, url: '/a b' }],
    ['invalid-target', 'a line break', { ...GET, url: '/a\nhost: evil' }],
    ['invalid-target', 'a fragment', { ...GET, url: '/a?b=c#d' }],
    ['invalid-target', 'no slash before it', { ...GET, url: 'a?b=c' }],
    ['invalid-target', 'nothing', { ...GET, url: '' }],
    ['invalid-target', 'an asterisk', { ...GET, url: '*' }],
    ['invalid-target', 'another host', { ...GET, url: 'http://evil.example/a?b=c' }],
    ['invalid-target', 'a host with user info', { ...GET, url: `http://u@${HOST}/a?b=c` }],
    ['invalid-date', 'a date that is none', { ...GET, headers: { ...GET.headers, date: 'yesterday' } }],
    ['invalid-date', 'an ISO date', { ...GET, headers: { ...GET.headers, date: new Date(NOW).toISOString() } }],
    [
      'invalid-date',
      'a date of no calendar',
      { ...GET, headers: { ...GET.headers, date: 'Fri, 99 Nov 2026 12:00:00 GMT' } },
    ],
    ['invalid-date', 'no date', { ...GET, headers: without(GET, 'date') }],
    ['clock-skew', 'a date that is too old', GET, { now: () => NOW + 300_001 }],
    ['clock-skew', 'a date that is to come', GET, { now: () => NOW - 300_001 }],
    ['clock-skew', 'a narrower window', GET, { now: () => NOW + 5001, clockSkewSeconds: 5 }],
    ['clock-skew', 'a clock that is broken', GET, { now: () => Number.NaN }],
    ['malformed-signature', 'no base64', { ...GET, ...swapped(/signature="./, 'signature="*') }],
    ['malformed-signature', 'base64 without its padding', { ...GET, ...swapped('=="', '"') }],
    ['malformed-signature', 'white space inside', { ...GET, ...swapped(/signature="./, '$& ') }],
    [
      'malformed-signature',
      'other spare bits',
      { ...GET, ...swapped(/.=="/, (last) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=="`) },
    ],
    ['invalid-signature', 'of another request', { ...GET, url: '/b' }],
    ['invalid-signature', 'too short', { ...GET, ...swapped(/signature="[^"]*"/, 'signature="AAAA"') }],
    ['body-hash-mismatch', 'other bytes', { ...POST, body: '{"a":2}' }],
    ['content-length-mismatch', 'fewer bytes', { ...POST, body: '{}' }],
    ['content-length-mismatch', 'no bytes', { ...POST, body: '' }],
    ['content-length-mismatch', 'no bytes with GET', { ...withHeader(GET, 'content-length', '5'), body: '' }],
    ['missing-body', 'nothing', { ...POST, body: null }],
    ['missing-body', 'a length with DELETE', withHeader(DELETE, 'content-length', '1')],
    ['missing-body', 'a length that cannot be read', withHeader(GET, 'content-length', 'x')],
    ['missing-body', 'chunks with DELETE', withHeader(DELETE, 'transfer-encoding', 'chunked')],
    [
      'missing-body',
      'chunks of a length of nothing',
      withHeader(withHeader(GET, 'transfer-encoding', 'x'), 'content-length', '0'),
    ],
    ['unsigned-body', 'bytes with GET', { ...GET, body: 'x' }],
    [
      'unsigned-body',
      'bytes with DELETE that announces them',
      { ...withHeader(DELETE, 'content-length', '1'), body: 'x' },
    ],
    ['wrong-host', 'another', GET, { host: 'other.example' }],
    ['wrong-host', 'none of several', GET, { host: ['other.example', `${HOST}:8443`, `x${HOST}`] }],
    [
      'duplicate-header',
      ':authority twice',
      { ...GET, headers: { ...GET.headers, ':authority': [HOST, HOST] } as never },
    ],
    ['invalid-target', 'another :authority', withHeader(GET, ':authority', 'evil.example')],
    ['invalid-target', 'an empty :authority', withHeader(GET, ':authority', '')],
    [
      'invalid-target',
      'a host unlike target and :authority',
      { ...withHeader(GET, 'host', 'evil.example'), url: `https://${HOST}/a?b=c` },
    ],
    [
      'invalid-target',
      'a target unlike :authority',
      { ...GET, url: 'https://evil.example/a?b=c', headers: { ...without(GET, 'host'), ':authority': HOST } },
    ],
    [
      'invalid-target',
      'a host of its own, signed',
      handSigned(GENERIC, { ...bare, url: `view-source:https://${HOST}/a` }),
    ],
    ['invalid-target', 'an empty host', { ...GET, url: 'http:///a?b=c' }],
    [
      'invalid-target',
      'two slashes',
      handSigned([GENERIC[0], ['(request-target)', 'get //a'], GENERIC[2]], { ...bare, url: '//a' }),
    ],
    ['unsupported-method', 'a letter that only becomes one', { ...GET, method: 'PO\u017fT' }],
    ['unsupported-method', 'a list', { ...GET, method: ['GET'] as unknown as string }],
    ['invalid-date', 'a date twice', withHeader(GET, 'date', NOW_TEXT + NOW_TEXT)],
    ['invalid-date', 'junk before a date', withHeader(GET, 'date', `x${NOW_TEXT}`)],
    [
      'missing-authorization',
      'a presigned address with a broken escape',
      { ...bare, url: '/a?authorization=x&date=%E0%A4%A' },
      { presigned: true },
    ],
    [
      'missing-authorization',
      'a presigned address without a date',
      { ...bare, url: '/a?authorization=x' },
      { presigned: true },
    ],
  ])('%s: %s', async (reason, _, request, options) => {
    const verdict = await verdictOn(request, options)
    expect(verdict).toMatchObject({ verified: false, reason })
    expect((verdict as { message: string }).message).toMatch(/\.$/)
  })

  test('unknown-key, with what was rebuilt', async () => {
    for (const nothing of [undefined, null]) {
      const verdict = await verdictOn(GET, {}, async () => nothing as undefined)
      expect(verdict).toMatchObject({
        reason: 'unknown-key',
        signingString: expect.stringContaining('get /a?b=c') as string,
      })
    }
  })

  test('invalid-signature shows what was rebuilt', async () => {
    const verdict = await verdictOn({ ...GET, url: '/other' })
    expect(verdict).toMatchObject({ signingString: `date: ${NOW_TEXT}\n(request-target): get /other\nhost: ${HOST}` })
  })

  test('no message shows the key id, the signature or the headers', async () => {
    const token = await signerOf({}, { keyId: 'ST$hunter2' }).sign({ method: 'GET', url: `https://${HOST}/` })
    const verdict = await verdictOn({ method: 'GET', url: '/x', headers: token.headers })
    expect(JSON.stringify(verdict)).not.toContain('hunter2')
  })
})

describe('options', () => {
  test('the window includes its edges', async () => {
    for (const offset of [-300_000, 300_000])
      expect(await verdictOn(GET, { now: () => NOW + offset })).toMatchObject({ verified: true })
  })

  test('a body may be unsigned where that is allowed', async () => {
    const signed = await signerOf().sign(
      { method: 'PUT', url: `https://${HOST}/a`, body: 'x' },
      { bodySigning: 'exclude' },
    )
    const request = { method: 'PUT', url: '/a', headers: signed.headers, body: 'anything' }
    expect(await verdictOn(request, { allowUnsignedBody: true })).toMatchObject({ verified: true })
  })

  test('such a body need not be given', async () => {
    const signed = await signerOf().sign(
      { method: 'PUT', url: `https://${HOST}/a`, body: 'x' },
      { bodySigning: 'exclude' },
    )
    const headers = { ...signed.headers, 'content-length': '1', 'transfer-encoding': 'chunked' }
    const request = { method: 'PUT', url: '/a', headers }
    expect(await verdictOn(request, { allowUnsignedBody: true })).toMatchObject({ verified: true })
  })

  test('but one whose length or hash is signed has to be', async () => {
    for (const name of ['content-length', 'x-content-sha256']) {
      const value = POST.headers[name]!
      const request = handSigned([GENERIC[0], ['(request-target)', 'put /a'], GENERIC[2], [name, value]], {
        method: 'PUT',
        url: '/a',
        headers: { ...bare.headers, 'content-length': '7', [name]: value },
      })
      expect(await verdictOn(request, { allowUnsignedBody: true })).toMatchObject({ reason: 'missing-body' })
      const others = await verdictOn({ ...request, body: 'other bytes' }, { allowUnsignedBody: true })
      expect(others).toMatchObject({ verified: false, reason: expect.stringMatching(/-mismatch$/) as string })
      expect(await verdictOn({ ...request, body: BODY }, { allowUnsignedBody: true })).toMatchObject({ verified: true })
    }
  })

  test.each<[string, string | string[]]>([
    ['the host', HOST],
    ['the host in another case', HOST.toUpperCase()],
    ['the host with its default port', `${HOST}:443`],
    ['one of several', ['other.example', HOST]],
  ])('a request for this server is accepted: %s', async (_, host) => {
    expect(await verdictOn(GET, { host })).toMatchObject({ verified: true, host: HOST })
  })

  test('a body that is signed all the same is still compared', async () => {
    expect(await verdictOn({ ...POST, body: '{"a":2}' }, { allowUnsignedBody: true })).toMatchObject({
      reason: 'body-hash-mismatch',
    })
  })

  test('defaults to the clock of the machine', async () => {
    const signed = await signerOf({ now: Date.now }).sign({ method: 'GET', url: `https://${HOST}/` })
    const verdict = await verifyRequest({ method: 'GET', url: '/', headers: signed.headers }, async () => publicPem)
    expect(verdict).toMatchObject({ verified: true })
  })
})

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const spki = publicKey.export({ format: 'der', type: 'spki' })
const keys = {
  cryptoKey: await crypto.subtle.importKey('spki', spki, RSA, false, ['verify']),
  pss: await crypto.subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['verify']),
}

describe('the public key may be', () => {
  test.each<[string, VerificationKey]>([
    ['PEM', publicPem],
    ['PEM among other text', `Bag Attributes\n${publicPem.replaceAll('\n', '\r\n')}trailer`],
    ['a JWK', publicKey.export({ format: 'jwk' }) as JsonWebKey],
    [
      'a JWK that names another use',
      { ...publicKey.export({ format: 'jwk' }), alg: 'RS512', use: 'enc', key_ops: [] } as JsonWebKey,
    ],
    ['a CryptoKey', keys.cryptoKey],
    ['a KeyObject', publicKey],
    [
      'something that verifies elsewhere',
      {
        verify: async (data, signature) =>
          crypto.subtle.verify(
            RSA.name,
            keys.cryptoKey,
            signature as Uint8Array<ArrayBuffer>,
            data as Uint8Array<ArrayBuffer>,
          ),
      },
    ],
  ])('%s', async (_, given) => {
    expect(await verdictOn(GET, {}, async () => given)).toMatchObject({ verified: true })
    expect(await verdictOn({ ...GET, url: '/b' }, {}, async () => given)).toMatchObject({ reason: 'invalid-signature' })
  })

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  test.each<[string, unknown]>([
    ['a private key as PEM', privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['PKCS#1', createPublicKey(publicPem).export({ format: 'pem', type: 'pkcs1' })],
    ['an EC key as PEM', ec.export({ format: 'pem', type: 'spki' })],
    ['an EC key as JWK', ec.export({ format: 'jwk' })],
    ['an EC KeyObject', ec],
    ['a secret KeyObject', createSecretKey(Buffer.from('x'))],
    ['a CryptoKey for RSA-PSS', keys.pss],
    ['garbage', 'garbage'],
    ['an object', {}],
    ['a number', 5],
  ])('but not %s: that is a mistake of the server', async (_, given) => {
    await expect(verdictOn(GET, {}, async () => given as string)).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
    })
  })

  test('looked up by the key id; what the look-up rejects with is passed on', async () => {
    const asked: string[] = []
    await verdictOn(GET, {}, async (keyId) => void asked.push(keyId))
    expect(asked).toEqual([KEY_ID])
    const reason = new Error('database is down')
    await expect(verdictOn(GET, {}, () => Promise.reject(reason))).rejects.toBe(reason)
  })

  test('is not looked up for a request that cannot be genuine', async () => {
    await verdictOn({ ...GET, url: 'x' }, {}, () => expect.unreachable())
  })
})

describe('hostile input', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const authorization = fc.oneof(
    text,
    text.map((tail) => `Signature ${tail}`),
    fc
      .record({
        keyId: text,
        algorithm: fc.constantFrom('rsa-sha256', 'x'),
        headers: fc.oneof(text, fc.constant('date (request-target) host')),
        signature: fc.oneof(text, fc.base64String()),
        version: fc.constantFrom('1', '', '2'),
      })
      .map(
        (parts) =>
          `Signature ${Object.entries(parts)
            .map(([name, value]) => `${name}="${value}"`)
            .join(',')}`,
      ),
    fc.constant(GET.headers['authorization']!),
  )
  const value = fc.oneof(text, fc.array(text), fc.constant(undefined), fc.constant(NOW_TEXT), fc.constant(HOST))
  const headers = fc
    .tuple(
      fc.dictionary(fc.oneof(text, fc.constantFrom('date', 'host', 'x-date', 'content-length', '__proto__')), value),
      authorization,
    )
    .map(([others, given]): Record<string, string | string[] | undefined> => ({ ...others, authorization: given }))
  const query = fc.oneof(
    { weight: 1, arbitrary: fc.constant('') },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom('authorization=', 'date=', '%', '%E0', '%zz', '&', 'x', encodeURIComponent(NOW_TEXT)))
        .map((parts) => `?${parts.join('')}`),
    },
  )
  const request = fc.record({
    method: fc.oneof(text, fc.constantFrom('GET', 'POST', 'get', 'PUT')),
    url: fc.oneof(
      text,
      fc.constantFrom('/a?b=c', '/', 'http://', '//', '/a?authorization=%&date=x', '?authorization=a&date=%E0'),
    ),
    headers: fc.oneof(
      headers,
      headers.map((all) => ({ ...all, authorization: undefined })),
    ),
    query,
    body: fc.oneof(text, fc.uint8Array(), fc.constant(null), fc.constant(undefined)),
  })

  test('ends in a verdict, never in an exception', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.boolean(), async ({ query: added, ...rest }, presigned) => {
        const given = { ...rest, url: rest.url + added }
        const verdict = await verdictOn(given, { presigned, allowUnsignedBody: presigned })
        expect(typeof verdict.verified).toBe('boolean')
        expect(verdict.verified && given.url !== '/a?b=c').toBe(false)
      }),
      numRuns(300),
    )
  })

  test('a single change to a genuine request is seen', async () => {
    const base = await received('PUT', BODY, { 'opc-request-id': 'r' })
    const signedNames = ['date', 'host', 'content-length', 'content-type', 'x-content-sha256', 'authorization']
    const one = { minLength: 1, maxLength: 1 } as const
    const anyChar = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...' \t,="/?&#%:\\') },
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', ...one }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', ...one }) },
    )
    const change = fc.oneof(
      fc.record({
        what: fc.constant('header' as const),
        name: fc.constantFrom(...signedNames),
        at: fc.nat(),
        char: anyChar,
        insert: fc.boolean(),
      }),
      fc.record({ what: fc.constant('gone' as const), name: fc.constantFrom(...signedNames) }),
      fc.record({ what: fc.constant('target' as const), at: fc.nat(), char: anyChar, insert: fc.boolean() }),
      fc.record({ what: fc.constant('body' as const), at: fc.nat(), byte: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ what: fc.constant('length' as const), by: fc.constantFrom(-1, 1) }),
      fc.record({
        what: fc.constant('method' as const),
        method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'HEAD'),
      }),
      fc.record({ what: fc.constant('signature' as const), at: fc.nat(), byte: fc.integer({ min: 1, max: 255 }) }),
    )
    const edited = (before: string, at: number, char: string, insert: boolean): string => {
      const place = at % (before.length + (insert ? 1 : 0))
      return before.slice(0, place) + char + before.slice(place + (insert ? 0 : 1))
    }
    type Change = typeof change extends fc.Arbitrary<infer T> ? T : never
    const changed = (how: Change): Received => {
      const { headers: whole } = base
      const body = Buffer.from(BODY)
      switch (how.what) {
        case 'header':
          return { ...base, headers: { ...whole, [how.name]: edited(whole[how.name]!, how.at, how.char, how.insert) } }
        case 'gone':
          return { ...base, headers: without(base, how.name) }
        case 'target':
          return { ...base, url: edited('/a?b=c', how.at, how.char, how.insert) }
        case 'body':
          body[how.at % body.length]! ^= how.byte
          return { ...base, body }
        case 'length':
          return { ...base, body: how.by < 0 ? body.subarray(0, -1) : Buffer.concat([body, Buffer.alloc(1)]) }
        case 'method':
          return { ...base, method: how.method }
        case 'signature': {
          const [, given = ''] = /signature="([^"]*)"/.exec(whole['authorization']!) ?? []
          const bytes = Buffer.from(given, 'base64')
          bytes[how.at % bytes.length]! ^= how.byte
          return {
            ...base,
            headers: { ...whole, authorization: whole['authorization']!.replace(given, bytes.toString('base64')) },
          }
        }
      }
    }
    /** What of an Authorization header counts: the spelling around the values does not, and the version may be left out. */
    const parametersOf = (line: string): (string | undefined)[] =>
      ['algorithm', 'headers', 'keyId', 'signature'].map((name) => {
        const found = new RegExp(`[ \\t,]${name}[ \\t]*=[ \\t]*"([^"]*)"`, 'i').exec(line)?.[1]
        return name === 'headers' ? found?.toLowerCase().trim().replaceAll(/ +/g, ' ') : found
      })
    /** Space around a value is not part of a request's meaning. */
    const meaning = (given: Received): string =>
      JSON.stringify([
        given.method,
        given.url,
        Object.entries(given.headers).map(([name, line]) => [
          name,
          name === 'authorization' ? parametersOf(line) : line.replaceAll(/^[ \t]+|[ \t]+$/g, ''),
        ]),
        Buffer.from(given.body as string).toString('hex'),
      ])
    await fc.assert(
      fc.asyncProperty(change, async (how) => {
        const given = changed(how)
        const verdict = await verdictOn(given, {}, async (keyId) => (keyId === KEY_ID ? publicPem : undefined))
        expect(verdict.verified ? meaning(given) : meaning(base)).toBe(meaning(base))
      }),
      numRuns(400),
    )
    expect(await verdictOn(base)).toMatchObject({ verified: true })
  })
})

test('a signature by another key is rejected', async () => {
  expect(await verdictOn(GET, {}, async () => made.keys['rsa-2048'].pem)).toMatchObject({ reason: 'invalid-signature' })
})

describe('what a server does wrongly is an error, whatever the request', () => {
  test.each<[string, RegExp, unknown]>([
    ['no request', /^The request is no object/, undefined],
    ['no request but text', /^The request is no object/, 'GET /'],
    ['no target', /^The url is neither text nor a URL.*req\.originalUrl/, { ...GET, url: undefined }],
    ['a target of another kind', /^The url is/, { ...GET, url: { href: 'http://h/' } }],
    ['no headers', /^The headers are neither.*req\.headersDistinct/, { ...GET, headers: undefined }],
    ['null for headers', /^The headers are/, { ...GET, headers: null }],
    ['text for headers', /^The headers are/, { ...GET, headers: 'host: h' }],
    ['rawHeaders', /^The headers are/, { ...GET, headers: Object.entries(GET.headers).flat() }],
    ['a header that is no text', /^The headers are/, { ...GET, headers: { ...GET.headers, a: Object.create(null) } }],
    ['a parsed body', /^The body is neither text nor bytes/, { ...DELETE, body: { all: true } }],
    ['a parsed body without a signature', /^The body is/, { ...GET, headers: {}, body: {} }],
    ['members in a prototype', /^The url is/, Object.create(GET)],
  ])('%s', async (_, message, request) => {
    const outcome = verdictOn(request as ReceivedRequest, {}, () => expect.unreachable())
    await expect(outcome).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringMatching(message) as string,
    })
  })

  test('what failed in reading headers is the cause', async () => {
    const cause = new Error('gone')
    const headers = {
      get host(): string {
        throw cause
      },
    }
    await expect(verdictOn({ ...GET, headers })).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT', cause })
  })

  test('a look-up that is none', async () => {
    await expect(verdictOn(GET, {}, new Map() as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining('resolveKey is no function') as string,
    })
  })

  test('an option with a wrong value', async () => {
    for (const options of [{ host: '' }, { clockSkewSeconds: Number.NaN }, { allowUnsignedBody: 'false' }])
      await expect(verdictOn(GET, options as VerifyOptions)).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })
})

const unsigned = await signerOf().sign(
  { method: 'PUT', url: `https://${HOST}/a`, body: 'x' },
  { bodySigning: 'exclude' },
)

describe('a polluted prototype switches nothing on', () => {
  const put = { method: 'PUT', url: '/a', headers: unsigned.headers, body: 'evil' }
  test.each<[string, unknown, ReceivedRequest, VerifyOptions, object]>([
    ['allowUnsignedBody', true, put, {}, { verified: false, reason: 'missing-signed-header' }],
    ['presigned', true, { ...bare, url: '/a?authorization=x&date=y' }, {}, { reason: 'missing-authorization' }],
    ['clockSkewSeconds', 1e9, GET, { now: () => NOW + 300_001 }, { reason: 'clock-skew' }],
    ['host', ['other.example'], GET, {}, { verified: true }],
    ['authorization', GET.headers['authorization'], bare, {}, { reason: 'missing-authorization' }],
    ['body', 'x', GET, {}, { verified: true }],
    ['verified', true, { ...GET, url: '/b' }, {}, { verified: false, reason: 'invalid-signature' }],
    ['verified', false, GET, {}, { verified: true }],
    ['reason', 'x', GET, {}, { verified: true }],
    ['signingString', 'x', GET, {}, { verified: true }],
    ['repeated', 'x', GET, {}, { verified: true }],
  ])('%s: %j', async (name, value, request, options, expected) => {
    expect(await polluted(name, value, () => verdictOn(request, options))).toMatchObject(expected)
  })
})

describe('a verdict tells what was signed', () => {
  test('and who signed, where a token did', async () => {
    const signed = await signerOf({}, { keyId: 'ST$a.b.c' }).sign({
      method: 'DELETE',
      url: `https://${HOST.toUpperCase()}/a?b`,
    })
    const verdict = await verdictOn({ method: 'delete', url: '/a?b', headers: signed.headers })
    const told = { principal: { kind: 'token' }, method: 'DELETE', target: '/a?b', host: HOST, date: NOW }
    expect(verdict).toMatchObject({ verified: true, keyId: 'ST$a.b.c', ...told })
  })

  test('the host as it was spelled, and the date that was signed', async () => {
    const later = 'Fri, 20 Nov 2026 12:00:07 GMT'
    const headers = { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'x-date': later, host: `${HOST.toUpperCase()}:443` }
    const lines = [['x-date', later], GENERIC[1], ['host', headers.host]] as const
    const verdict = await verdictOn(handSigned(lines, { ...bare, headers }), { host: HOST })
    expect(verdict).toMatchObject({ verified: true, host: headers.host, date: NOW + 7000 })
  })

  test('the target without the signature, where that came in the query', async () => {
    const { headers } = handSigned(GENERIC, bare) as { headers: Record<string, string> }
    const query = new URLSearchParams({ authorization: headers['authorization']!, date: NOW_TEXT }).toString()
    const verdict = await verdictOn({ method: 'GET', url: `/a?${query}`, headers: { host: HOST } }, { presigned: true })
    expect(verdict).toMatchObject({ verified: true, target: '/a', date: NOW })
  })

  test('and what to try when the signature does not fit', async () => {
    expect(await verdictOn({ ...GET, url: '/mounted' })).toMatchObject({
      reason: 'invalid-signature',
      message: expect.stringContaining('req.originalUrl') as string,
    })
  })
})
