// Each recipe on a port of its own, over real HTTP: what is genuine comes in, and all else is told why not.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, request as open, type ClientRequest, type IncomingMessage, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { startEmulator, type Emulator } from '@x/emulator'
import { SecurityTokenSigner, Signer, type RequestSigner, type SignedRequest } from '@x/signer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp as expressApp, type Settings } from './express.ts'
import { createApp as fastifyApp } from './fastify.ts'
import worker from './fetch-handler.ts'
import { createApp as honoApp } from './hono.ts'

const USER = 'ocid1.user.oc1..alice'
const KEY_ID = `ocid1.tenancy.oc1..acme/${USER}/aa:bb`
const LIMIT_BYTES = 1_048_576
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** Two equal requests of one second are two by their id, which is signed as well. */
const genericHeaders = ['date', '(request-target)', 'host', 'opc-request-id']
const signer = new Signer({
  tenancy: 'ocid1.tenancy.oc1..acme',
  user: USER,
  fingerprint: 'aa:bb',
  privateKey,
  genericHeaders,
})

/** The recipes as servers that do not listen yet. */
const RECIPES: Readonly<Record<string, (settings: Settings) => Promise<Server>>> = {
  express: async (settings) => createServer(expressApp(settings)),
  hono: async (settings) => createAdaptorServer({ fetch: honoApp(settings).fetch }) as Server,
  fastify: async (settings) => {
    const app = fastifyApp(settings)
    await app.ready()
    return app.server
  },
  'fetch-handler': async ({ host, apiKeys, issuerKeys }) => {
    const keys = { API_KEYS: JSON.stringify(Object.fromEntries(apiKeys)), ISSUER_KEYS: JSON.stringify(issuerKeys) }
    return createAdaptorServer({
      fetch: (request) => worker.fetch(request, { HOST: String(host), ...keys }),
    }) as Server
  },
}

let oci: Emulator
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())

describe.each(Object.entries(RECIPES))('the recipe %s', (_, recipe) => {
  let server: Server
  let origin: string
  const notesOf = (user: string): string => `${origin}/v1/users/${user}/notes`

  beforeAll(async () => {
    const host: string[] = []
    const apiKeys = new Map([[KEY_ID, publicKey.export({ type: 'spki', format: 'pem' }) as string]])
    server = await recipe({ host, apiKeys, issuerKeys: await oci.issuerKeys() })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    // Known only now, and read with each request.
    host.push(`127.0.0.1:${(server.address() as AddressInfo).port}`)
    origin = `http://${host[0]}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('lets a signed GET in', async () => {
    const signed = await sign(signer, 'GET', `${notesOf(USER)}?limit=2`)
    expect(await answer(fetch(signed.url, signed))).toEqual([200, { user: USER }])
  })

  test('lets a signed POST in, and reads what was verified', async () => {
    const signed = await sign(signer, 'POST', notesOf(USER), '{"text":"é"}')
    expect(await answer(fetch(signed.url, signed))).toEqual([201, { user: USER, note: { text: 'é' } }])
  })

  test('lets a signed body of up to 1 MiB in, whatever its type', async () => {
    const body = `"${'a'.repeat(LIMIT_BYTES - 2)}"`
    const signed = await sign(signer, 'POST', notesOf(USER), new TextEncoder().encode(body))
    expect(signed.headers['content-type']).toBe('application/octet-stream')
    expect((await fetch(signed.url, signed)).status).toBe(201)
  })

  test('knows the user of a session by its token', async () => {
    const session = sessionSigner()
    const signed = await sign(session, 'POST', notesOf(oci.user), '{}')
    expect(await answer(fetch(signed.url, signed))).toEqual([201, { user: oci.user, note: {} }])
  })

  test('refuses a session whose token another issuer signed', async () => {
    const other = await startEmulator()
    try {
      const { token, privateKeyPem } = other.createSession()
      const session = new SecurityTokenSigner({ token, privateKey: privateKeyPem, genericHeaders })
      const signed = await sign(session, 'GET', notesOf(other.user))
      expect(await answer(fetch(signed.url, signed))).toEqual([401, notAuthenticated('invalid-token')])
    } finally {
      await other.close()
    }
  })

  test.each([
    ['GET', undefined],
    ['POST', '{}'],
  ])('refuses a %s that came before', async (method, body) => {
    const signed = await sign(signer, method, notesOf(USER), body)
    expect((await fetch(signed.url, signed)).ok).toBe(true)
    expect(await answer(fetch(signed.url, signed))).toEqual([401, notAuthenticated('replayed')])
  })

  test('refuses a body that was changed on the way', async () => {
    const signed = await sign(signer, 'POST', notesOf(USER), '{"a":1}')
    const { method, headers } = signed
    const changed = fetch(signed.url, { method, headers, body: '{"a":2}' })
    expect(await answer(changed)).toEqual([401, notAuthenticated('body-hash-mismatch')])
  })

  test('refuses a body that came with a GET whose signature covers none', async () => {
    const { headers } = await sign(signer, 'GET', notesOf(USER))
    const sending = open(notesOf(USER), { method: 'GET', headers: { ...headers, 'content-length': 2 } })
    sending.end('{}')
    const [status, { reason }] = await answerOf(sending)
    expect(status).toBe(401)
    // Which of them, depends on what the framework does with such a body.
    expect(['unsigned-body', 'missing-body', 'content-length-mismatch']).toContain(reason)
  })

  test('refuses what was signed for another server', async () => {
    const signed = await sign(signer, 'GET', `http://other.example.com/v1/users/${USER}/notes`)
    const sending = open(notesOf(USER), { headers: { ...signed.headers, host: 'other.example.com' } })
    sending.end()
    expect(await answerOf(sending)).toEqual([401, notAuthenticated('wrong-host')])
  })

  test('refuses what is not signed', async () => {
    expect(await answer(fetch(notesOf(USER)))).toEqual([401, notAuthenticated('missing-authorization')])
    const unsigned = fetch(notesOf(USER), { method: 'POST', body: '{}' })
    expect(await answer(unsigned)).toEqual([401, notAuthenticated('missing-authorization')])
  })

  test('lets nobody reach what is another user’s', async () => {
    const notMine = notesOf('ocid1.user.oc1..bob')
    const get = await sign(signer, 'GET', notMine)
    expect(await answer(fetch(get.url, get))).toEqual([403, { code: 'NotAuthorized' }])
    const post = await sign(sessionSigner(), 'POST', notMine, '{}')
    expect(await answer(fetch(post.url, post))).toEqual([403, { code: 'NotAuthorized' }])
  })

  test('refuses a signed body that is no JSON', async () => {
    const signed = await sign(signer, 'POST', notesOf(USER), '{')
    expect(await answer(fetch(signed.url, signed))).toEqual([400, { code: 'InvalidJson' }])
  })

  test('refuses by its length a body that is too long, before it is sent', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': LIMIT_BYTES + 1 }
    const sending = open(notesOf(USER), { method: 'POST', headers })
    sending.flushHeaders()
    expect(await answerOf(sending)).toEqual([413, { code: 'BodyTooLarge' }])
    sending.destroy()
  })

  test('answers a body of unknown length once it is too long, without its end', async () => {
    const sending = open(notesOf(USER), { method: 'POST', headers: { 'content-type': 'application/json' } })
    sending.on('error', () => {})
    sending.write(Buffer.alloc(LIMIT_BYTES + 1))
    expect(await answerOf(sending)).toEqual([413, { code: 'BodyTooLarge' }])
    sending.destroy()
  })

  test('cuts off a body that never ends', async () => {
    const sending = open(notesOf(USER), { method: 'POST', headers: { 'content-type': 'application/json' } })
    sending.on('error', () => {})
    const sendOn = (): void => void sending.write(Buffer.alloc(65_536), (error) => error ?? setImmediate(sendOn))
    sendOn()
    // Whether the answer gets through depends on what is still under way; the server hangs up in any case.
    await new Promise((resolve) => sending.once('close', resolve))
    expect(sending.writableEnded).toBe(false)
  })
})

function sessionSigner(): RequestSigner {
  const { token, privateKeyPem } = oci.createSession()
  return new SecurityTokenSigner({ token, privateKey: privateKeyPem, genericHeaders })
}

const notAuthenticated = (reason: string) => ({ code: 'NotAuthenticated', reason })

function sign(by: RequestSigner, method: string, url: string, body?: string | Uint8Array): Promise<SignedRequest> {
  return by.sign({ method, url, headers: { 'opc-request-id': randomUUID() }, ...(body && { body }) })
}

interface Answer {
  readonly code?: string
  readonly reason?: string
}

async function answer(sending: Promise<Response>): Promise<[number, Answer]> {
  const response = await sending
  return [response.status, (await response.json()) as Answer]
}

/** For what `fetch` does not send: a `host`, a GET with a body, half a request. */
async function answerOf(sending: ClientRequest): Promise<[number, Answer]> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
  return [Number(response.statusCode), JSON.parse(Buffer.concat(chunks).toString()) as Answer]
}
