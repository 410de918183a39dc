// Whom metadata and inspector answer: names of this machine only, so that no page of another site reads them.
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send } from './hand-signer.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({
    apiKey,
    cors: true,
    metadataV1: true,
    allowedHosts: ['Emulator.test', '192.0.2.7', '2001:db8::7', 'under_score'],
  })
})
afterAll(() => oci.close())

const OURS = [
  '127.0.0.1',
  '127.1.2.3:80',
  'localhost',
  'LOCALHOST:65535',
  'app.localhost:1',
  'a.b-c.localhost',
  '[::1]',
  '[::1]:99',
  '[::ffff:127.0.0.1]',
  '169.254.169.254',
  '[fe80::1]:80',
  '[fd00:c1::a9fe:a9fe]',
  'emulator.test',
  'EMULATOR.TEST:8080',
  '192.0.2.7:1',
  '[2001:DB8::7]:1',
  'under_score',
]
const FOREIGN: (string | undefined)[] = [
  undefined,
  '',
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1.nip.io',
  'localhostevil',
  'xlocalhost',
  '.localhost',
  'localhost.',
  'emulator.test.',
  'sub.emulator.test',
  'emulator.tes',
  '127.999.1.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0.0.0.0',
  '10.0.0.1',
  '192.0.2.8',
  '[2001:db8::8]',
  '[::2]',
  '[::1',
  '::1',
  'user@127.0.0.1',
  '127.0.0.1:80:80',
  '127.0.0.1:123456',
  '127.0.0.1:x',
  '127.0.0.1/',
  '127.0.0.1 evil',
  '127.0.0.1\tevil',
  'evil.example, 127.0.0.1',
]
const headersFor = (host: (typeof FOREIGN)[number], more = {}): Record<string, string> => ({
  ...(host !== undefined && { host }),
  ...more,
})
const BEARER = { authorization: 'Bearer Oracle' }
const PATHS = ['/opc/v2/identity/key.pem', '/opc/v2//identity//key.pem?x', '/opc/v2/instance/', '/opc/v1/instance/id']

test.each(OURS)('metadata and inspector answer to %s', async (host) => {
  for (const target of PATHS) {
    expect((await send(oci, { target, headers: headersFor(host, BEARER) })).status).toBe(200)
  }
  expect((await send(oci, { target: '/inspector/requests', headers: headersFor(host) })).status).toBe(200)
})

describe.each(FOREIGN.map((host) => ({ host })))('to $host', ({ host: given }) => {
  test.each(PATHS)('%s is not answered', async (target) => {
    const answer = await send(oci, { target, headers: headersFor(given, BEARER) })
    expect(answer).toMatchObject({ status: 403, json: { emulator: { reason: 'metadata-foreign-host' } } })
    expect(answer.body.toString()).not.toContain(oci.instance)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'metadata-foreign-host', status: 403 })
  })

  test.each(['/', '/inspector/requests'])('the inspector’s %s is not answered', async (target) => {
    const answer = await send(oci, { target, headers: headersFor(given) })
    expect(answer).toMatchObject({ status: 403, json: { message: expect.stringContaining('"allowedHosts"') } })
  })
})

test.each(['http://evil.example', 'http://127.0.0.1', '/%6fpc/v2/..', '/'])(
  'no other way to write the path leads to metadata: %s',
  async (start) => {
    const target = `${start}/opc/v2/identity/key.pem`
    const answer = await send(oci, { target, headers: { host: 'evil.example', ...BEARER } })
    expect(answer).toMatchObject({ status: 401, json: { emulator: { reason: 'unsupported-scheme' } } })
  },
)

test.each(['evil.example', '127.0.0.1'])('two hosts are none of ours: 127.0.0.1 and %s', async (second) => {
  const { hostname, port } = new URL(oci.url)
  const ask = (path: string, more = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: ${second}\r\n${more}connection: close\r\n\r\n`
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write(head))
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text)).on('error', reject)
    })
  expect(await ask('/inspector/requests')).toMatch(/^HTTP\/1\.1 403 /)
  expect(await ask('/opc/v2/identity/key.pem', 'authorization: Bearer Oracle\r\n')).toMatch(/^HTTP\/1\.1 403 /)
})

test('by default no host is allowed beside loopback and link-local ones', async () => {
  const plain = await startEmulator({ apiKey })
  const answer = await send(plain, { target: '/opc/v2/instance/id', headers: { host: 'emulator.test', ...BEARER } })
  expect(answer.status).toBe(403)
  await plain.close()
})
