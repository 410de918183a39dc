// What is signed is what goes on the wire: a server rebuilds the signing string from the raw request and node:crypto judges.
import { createHash, verify } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseAuthorization, type SignableRequest, type SignedRequest, type SignOptions } from '../src/index.ts'
import { verifyRequest } from '../src/verify.ts'
import { bodyKinds } from './support/bodies.ts'
import { KEY_ID, NOW, publicKey, publicPem, signerOf } from './support/fixtures.ts'
import { rebuilt, startWireServer, type Arrived, type WireServer } from './support/wire-server.ts'

let server: WireServer
beforeAll(async () => {
  server = await startWireServer()
})
afterAll(() => server.close())
afterEach(() => {
  server.arrived.length = 0
})

async function overTheWire(
  request: Omit<SignableRequest, 'url'> & { target?: string },
  options?: SignOptions,
): Promise<{ signed: SignedRequest; arrived: Arrived }> {
  const { target = '/20160918/instances', ...rest } = request
  const signed = await signerOf().sign({ ...rest, url: server.origin + target }, options)
  const response = await fetch(signed.url, signed)
  await response.arrayBuffer()
  return { signed, arrived: server.arrived.at(-1)! }
}

const valueOf = ({ headers }: Arrived, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

function expectGenuine({ signed, arrived }: { signed: SignedRequest; arrived: Arrived }): void {
  const { headers, signature, keyId } = parseAuthorization(valueOf(arrived, 'authorization') ?? '')
  const text = rebuilt(arrived, headers)
  expect(text).toBe(signed.signingString)
  expect(verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
  expect(keyId).toBe(KEY_ID)
  const covered = headers.includes('x-content-sha256')
  const { body } = arrived
  const ofBody = [createHash('sha256').update(body).digest('base64'), String(body.length)]
  const said = ['x-content-sha256', 'content-length'].map((name) => valueOf(arrived, name))
  expect(covered ? said : ofBody).toEqual(ofBody)
}

const accepted = ({ method, target, headers, body }: Arrived, options = {}): ReturnType<typeof verifyRequest> =>
  verifyRequest({ method, url: target, headers, body }, async () => publicPem, { now: () => NOW, ...options })

describe('targets', () => {
  test.each([
    '',
    '?',
    '?a=1',
    '/a?',
    '/a#frag',
    '/a?#frag',
    '/a b?q=a b',
    '/é/✓?x=é',
    '/😀',
    '/?q=|^`{}"<>',
    '/|^`{}"<>',
    "/a'b?c='d'",
    '/a\\b?c=\\d',
    '/?a[0]=1&a[1]=2',
    '/100%?q=100%&r=%zz',
    '/%2f%7E?x=%c3%a9',
    '/?q=a+b',
    '/?y&x=1&x=2&a=',
    '/a/../b',
    '/a/%2e%2e/b/./c',
    '/a//b',
    "/a;c=d,e:f@g!$&'()*=?/?:@!$&()*,;=~-._",
    '/a\tb\nc',
  ])('%j', async (target) => {
    const result = await overTheWire({ method: 'GET', target })
    expectGenuine(result)
    expect(await accepted(result.arrived)).toMatchObject({ verified: true, keyId: KEY_ID })
  })

  test('two slashes at the beginning are signed as they are sent, and not accepted: a router would see a host', async () => {
    const result = await overTheWire({ method: 'GET', target: '//a//b' })
    expectGenuine(result)
    expect(await accepted(result.arrived)).toMatchObject({ reason: 'invalid-target' })
  })
})

describe('bodies', () => {
  test.each(bodyKinds.flatMap((kind) => ['POST', 'PUT', 'PATCH'].map((method) => ({ ...kind, method }))))(
    '$method of $name',
    async ({ method, make, bytes, contentType }) => {
      const result = await overTheWire({ method, body: make() })
      expectGenuine(result)
      expect(result.arrived.body).toEqual(bytes)
      expect(valueOf(result.arrived, 'content-type')).toBe(contentType)
      expect(valueOf(result.arrived, 'transfer-encoding')).toBeUndefined()
      expect(await accepted(result.arrived)).toMatchObject({ verified: true })
    },
  )

  test.each(bodyKinds)('PUT of $name without its signature', async ({ make, bytes }) => {
    const result = await overTheWire({ method: 'PUT', body: make() }, { bodySigning: 'exclude' })
    expectGenuine(result)
    expect(result.arrived.body).toEqual(bytes)
    expect(await accepted(result.arrived, { allowUnsignedBody: true })).toMatchObject({ verified: true })
    expect(await accepted(result.arrived)).toMatchObject({ reason: 'missing-signed-header' })
  })

  test('a form arrives whole', async () => {
    const form = new FormData()
    form.append('file', new File([Uint8Array.of(0, 255)], 'f.bin'))
    for (const bodySigning of ['sign', 'exclude'] as const) {
      const result = await overTheWire({ method: 'POST', body: form }, { bodySigning })
      expectGenuine(result)
      const type = valueOf(result.arrived, 'content-type') ?? ''
      const parsed = await new Response(Uint8Array.from(result.arrived.body), {
        headers: { 'content-type': type },
      }).formData()
      expect((parsed.get('file') as File).size).toBe(2)
    }
  })

  test('DELETE with a body, which no one signs', async () => {
    const result = await overTheWire({ method: 'DELETE', body: '{"a":1}' })
    expectGenuine(result)
    expect(await accepted(result.arrived)).toMatchObject({ reason: 'unsigned-body' })
    expect(await accepted(result.arrived, { allowUnsignedBody: true })).toMatchObject({ verified: true })
  })
})

describe('headers', () => {
  test.each(['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH'])('%s with headers of the caller', async (method) => {
    const signer = signerOf({ genericHeaders: ['date', '(request-target)', 'host', 'x-many', 'x-spaced'] })
    const headers = { 'X-Many': ['1', '2'], 'X-Spaced': '  a  b\t', 'opc-request-id': 'r' }
    const signed = await signer.sign({ method, url: `${server.origin}/a`, headers })
    await (await fetch(signed.url, signed)).arrayBuffer()
    expectGenuine({ signed, arrived: server.arrived.at(-1)! })
    expect(await accepted(server.arrived.at(-1)!)).toMatchObject({ verified: true })
  })

  test('x-date and a delegation token', async () => {
    const signer = signerOf({}, { delegationToken: 'obo' })
    const signed = await signer.sign({
      method: 'GET',
      url: server.origin,
      headers: { 'x-date': new Date(NOW).toUTCString() },
    })
    await (await fetch(signed.url, signed)).arrayBuffer()
    expectGenuine({ signed, arrived: server.arrived.at(-1)! })
    expect(await accepted(server.arrived.at(-1)!)).toMatchObject({ verified: true })
  })
})
