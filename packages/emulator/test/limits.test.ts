// Hostile input: whatever arrives, the emulator answers or closes, and goes on.
import { connect } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey, maxBodyBytes: 1000 })
})
afterAll(() => oci.close())

/** Sends raw bytes and gives back what comes until the connection closes. */
function sendRaw(bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(oci.url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.end(bytes))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

const isAlive = async (): Promise<boolean> => (await signAndSend(oci)).status === 200

test('answers a body above the limit with 413 and records it', async () => {
  const answer = await signAndSend(oci, { method: 'POST', body: 'x'.repeat(1001) })
  expect(answer).toMatchObject({ status: 413, json: { code: 'RequestEntityTooLarge' } })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'too-large', status: 413 })
  expect((await signAndSend(oci, { method: 'POST', body: 'x'.repeat(1000) })).status).toBe(200)
})

test('answers a chunked body above the limit with 413', async () => {
  const headers = { 'content-length': undefined, 'transfer-encoding': 'chunked' }
  expect((await signAndSend(oci, { method: 'PUT', body: 'x'.repeat(100_000), headers })).status).toBe(413)
})

test('answers too many headers with 431', async () => {
  const headers = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`x-${i}`, '']))
  expect((await send(oci, { headers: { host: 'h', ...headers } })).status).toBe(431)
})

test('answers headers that are too large with 431', async () => {
  expect(await sendRaw(`GET /echo HTTP/1.1\r\nhost: h\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
})

test.each([
  ['nonsense', 'nonsense\r\n\r\n', 400],
  ['an unknown method', 'BREW / HTTP/1.1\r\nhost: h\r\n\r\n', 400],
  ['two different lengths', 'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['no host, in HTTP/1.0', 'GET /echo HTTP/1.0\r\n\r\n', 401],
  ['an absolute target', 'GET http://h/echo HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n', 401],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n', 401],
  ['a broken escape', 'GET /20160918/users/%zz%ff HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n', 401],
  ['an upgrade', 'GET /echo HTTP/1.1\r\nhost: h\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', 401],
  [
    'headers named after prototypes',
    'GET /echo HTTP/1.1\r\nhost: h\r\n__proto__: a\r\nconstructor: b\r\nconnection: close\r\n\r\n',
    401,
  ],
])('answers %s', async (_, bytes, status) => {
  expect(await sendRaw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(await isAlive()).toBe(true)
})

test('survives a client that leaves in the middle of its body', async () => {
  await sendRaw('POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\nabc')
  expect(await isAlive()).toBe(true)
})

test('survives random bytes and random targets', async () => {
  const numRuns = Number(process.env['FUZZ_RUNS'] ?? 60)
  const target = fc
    .string({ unit: 'grapheme-ascii' })
    .map((text) => `GET /${text.replaceAll(/\s/g, '')} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n`)
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), target), async (bytes) => {
      const answer = await sendRaw(bytes)
      return answer === '' || /^HTTP\/1\.1 [2-4]\d\d /.test(answer)
    }),
    { numRuns },
  )
  expect(await isAlive()).toBe(true)
})

test('refuses any address that is not loopback', async () => {
  await expect(startEmulator({ host: '0.0.0.0' })).rejects.toMatchObject({
    code: 'ERR_EMULATOR_OPTION',
    option: 'host',
  })
})

test('says which port is taken', async () => {
  const { port } = new URL(oci.url)
  const failure = startEmulator({ port: Number(port) })
  await expect(failure).rejects.toMatchObject({ code: 'ERR_EMULATOR_START', cause: { code: 'EADDRINUSE' } })
  await expect(failure).rejects.toThrow(port)
})

test('may be closed twice', async () => {
  const other = await startEmulator({ apiKey })
  await Promise.all([other.close(), other.close()])
  await expect(fetch(other.url)).rejects.toThrow('fetch failed')
})

test('shows no key when it is printed', async () => {
  const { inspect } = await import('node:util')
  expect(inspect(oci, { depth: 9, showHidden: true }) + JSON.stringify(oci)).not.toMatch(/PRIVATE KEY|ST\$/)
})
