// The conformance suite judges right and wrong signers, over HTTP.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startEmulator, type ConformanceReport, type ConformanceResult, type Emulator } from '../src/index.ts'
import { sendCase, type Mistake } from './conformance-sender.ts'
import { apiKey, send, signAndSend, type Sent } from './hand-signer.ts'

const DATA = new URL('../conformance/', import.meta.url)
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'))
const table = read('cases.json') as { readonly cases: readonly { readonly name: string; readonly demand?: string }[] }

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey, maxBodyBytes: 2 * 1024 * 1024 } as Parameters<typeof startEmulator>[0])
})
afterEach(() => oci.conformance.reset())
afterAll(() => oci.close())

const resultOf = (name: string): ConformanceResult =>
  oci.conformance.report().cases.find((each) => each.name === name) as ConformanceResult

test('the table follows its schema, and every case has a name of its own', () => {
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    read('cases.schema.json') as object,
  )
  validate(table)
  expect(validate.errors).toBeNull()
  expect(new Set(table.cases.map(({ name }) => name)).size).toBe(table.cases.length)
})

test.each(table.cases.map(({ name }) => name).filter((name) => !name.startsWith('date-clock')))(
  '%s passes when it is signed and sent rightly',
  async (name) => {
    const { status } = await sendCase(oci, name)
    expect(resultOf(name)).toMatchObject({ verdict: 'passed', failed: false, attempts: 1 })
    expect(status).toBe(200)
  },
)

test('a client that sends nothing does not conform, because of the cases that have to pass', () => {
  const { conforms, failed, passed, cases } = oci.conformance.report()
  expect({ conforms, passed }).toEqual({ conforms: false, passed: 0 })
  expect(failed).toBe(table.cases.filter(({ demand }) => demand === undefined).length)
  expect(cases.every(({ verdict }) => verdict === 'not-sent')).toBe(true)
})

const target = (change: (target: string) => string) => (sent: Sent) => ({ ...sent, target: change(sent.target ?? '') })
const header = (name: string, value: string | undefined) => (sent: Sent) => ({
  ...sent,
  headers: { ...sent.headers, [name]: value },
})

/** The signing string is bytes, here as Latin-1. */
const decoded = (text: string): string => Buffer.from(decodeURIComponent(text)).toString('latin1')

const MISTAKES: readonly (readonly [what: string, name: string, mistake: Mistake, result: object])[] = [
  [
    'signs the query decoded',
    'query-name-of-everything',
    { signing: { distort: decoded } },
    { verdict: 'refused', reason: 'signature-mismatch', firstDifference: { header: '(request-target)' } },
  ],
  [
    'cuts the query off at a "#", and signs what it sends',
    'query-name-of-everything',
    { asked: target((t) => t.replace(/%23.*/, '')) },
    { verdict: 'other-than-asked', firstDifference: { header: '(request-target)' } },
  ],
  [
    'sorts the query',
    'query-order',
    { asked: target((t) => t.replace('z=1&a=2&m=3', 'a=2&m=3&z=1')) },
    { verdict: 'other-than-asked', firstDifference: { header: '(request-target)' } },
  ],
  [
    'makes a space of a plus',
    'query-escaped-plus',
    { asked: target((t) => t.replaceAll('%2B', '%20')) },
    { verdict: 'other-than-asked', firstDifference: { header: '(request-target)' } },
  ],
  [
    'merges slashes after it has signed',
    'path-double-slashes',
    { onTheWire: target((t) => t.replaceAll(/\/{2,}/g, '/')) },
    { verdict: 'refused', reason: 'signature-mismatch' },
  ],
  [
    'signs dot segments that its transport has resolved',
    'path-escaped-dot-segments',
    {
      asked: target((t) => t.replace('a/%2e%2e/', '')),
      signing: { distort: (text) => text.replace(/segments\/b$/m, 'segments/a/../b') },
    },
    {
      verdict: 'refused',
      reason: 'signature-mismatch',
      explanation: expect.stringContaining('sent another form of the address'),
      firstDifference: {
        header: '(request-target)',
        expected: '(request-target): get /conformance/path-escaped-dot-segments/b',
        actual: '(request-target): get /conformance/path-escaped-dot-segments/a/../b',
      },
    },
  ],
  [
    'signs a host in upper case and sends another',
    'host-in-upper-case',
    { onTheWire: (sent) => header('host', String(sent.headers?.['host']).toLowerCase())(sent) },
    { verdict: 'refused', reason: 'signature-mismatch' },
  ],
  [
    'sends user and password in the host',
    'host-user-info',
    { asked: (sent) => header('host', `somebody:something@${String(sent.headers?.['host'])}`)(sent) },
    { verdict: 'other-than-asked', firstDifference: { header: 'host' } },
  ],
  [
    'sends another method',
    'method-delete',
    { asked: (sent) => ({ ...sent, method: 'GET' }) },
    {
      verdict: 'other-than-asked',
      firstDifference: { header: '(method)', expected: 'DELETE', actual: 'GET' },
    },
  ],
  [
    'drops an empty object',
    'body-empty-object',
    { asked: (sent) => ({ ...sent, body: '' }) },
    { verdict: 'other-than-asked', firstDifference: { header: '(body)', actual: expect.stringMatching(/^0 bytes/) } },
  ],
  [
    'counts characters',
    'body-unicode',
    { asked: (sent) => header('content-length', String(String(sent.body).length))(sent), onTheWire: cutToLength },
    { verdict: 'refused', reason: 'body-hash-mismatch' },
  ],
  [
    'decodes a binary body',
    'body-binary',
    { onTheWire: (sent) => header('content-length', undefined)({ ...sent, body: String(sent.body) }) },
    { verdict: 'refused', reason: 'body-hash-mismatch' },
  ],
  [
    'writes JSON anew',
    'body-escapes',
    { asked: (sent) => ({ ...sent, body: JSON.stringify(JSON.parse(String(sent.body))) }) },
    { verdict: 'other-than-asked', firstDifference: { header: '(body)' } },
  ],
  [
    'writes the type in lower case after it has signed',
    'header-content-type-letter-case',
    { onTheWire: header('content-type', 'application/json;charset=utf-8') },
    { verdict: 'refused', reason: 'signature-mismatch' },
  ],
  [
    'drops the charset',
    'header-content-type-parameter',
    { asked: header('content-type', 'application/json') },
    { verdict: 'other-than-asked', firstDifference: { header: 'content-type' } },
  ],
  [
    'leaves out a header that is repeated',
    'header-repeated',
    { asked: header('x-tag', 'a') },
    { verdict: 'other-than-asked', firstDifference: { header: 'x-tag', expected: 'a, b', actual: 'a' } },
  ],
  [
    'signs date where x-date is sent',
    'date-x-date-behind',
    { signing: { names: ['date', '(request-target)', 'host'] } },
    { verdict: 'refused', reason: 'missing-signed-header' },
  ],
  [
    'leaves the body unsigned',
    'method-patch',
    { signing: { names: ['date', '(request-target)', 'host'] } },
    { verdict: 'refused', reason: 'missing-signed-header' },
  ],
  [
    'signs nothing',
    'method-get',
    { onTheWire: header('authorization', undefined) },
    { verdict: 'refused', reason: 'no-authorization' },
  ],
  [
    'has another key',
    'method-get',
    { signing: { keyId: 'ocid1.tenancy.oc1..a/ocid1.user.oc1..a/00:00' } },
    { verdict: 'refused', reason: 'unknown-key' },
  ],
  [
    'has another hash algorithm',
    'method-get',
    { signing: { hash: 'sha1' } },
    { verdict: 'refused', reason: 'signature-mismatch' },
  ],
]

/** A client that states too short a length sends no more than that. */
function cutToLength(sent: Sent): Sent {
  return { ...sent, body: Buffer.from(sent.body ?? '').subarray(0, Number(sent.headers?.['content-length'])) }
}

test.each(MISTAKES)('a client that %s fails in %s', async (_, name, mistake, result) => {
  const { status } = await sendCase(oci, name, mistake)
  expect(resultOf(name)).toMatchObject({ ...result, failed: true })
  expect(resultOf(name).explanation).toMatch(/\.$/)
  expect(status).toBe('reason' in result ? 401 : 400)
})

test('tells the client itself what is other than it was asked for', async () => {
  const { json } = await sendCase(oci, 'query-order', { asked: target((t) => t.replace('z=1', 'z=2')) })
  expect(json).toMatchObject({
    code: 'InvalidParameter',
    emulator: {
      reason: 'other-than-asked',
      explanation: 'The signature is genuine, but the target is not what was asked for.',
      firstDifference: {
        header: '(request-target)',
        expected: '/conformance/query-order?z=1&a=2&m=3',
        actual: '/conformance/query-order?z=2&a=2&m=3',
      },
    },
  })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'other-than-asked' })
})

test('the last request of a case decides', async () => {
  await sendCase(oci, 'method-get', { signing: { hash: 'sha512' } })
  await sendCase(oci, 'method-get')
  expect(resultOf('method-get')).toEqual({
    name: 'method-get',
    group: 'method',
    demand: 'passes',
    verdict: 'passed',
    failed: false,
    attempts: 2,
  })
  await sendCase(oci, 'method-get', { onTheWire: target((t) => `${t}0`) })
  expect(resultOf('method-get')).toMatchObject({ verdict: 'refused', failed: true, attempts: 3 })
})

test.each(['date-clock-ahead', 'date-clock-behind'])(
  '%s passes when the client heals, and is told when not',
  async (name) => {
    const first = await sendCase(oci, name)
    expect(first.status).toBe(401)
    expect(resultOf(name)).toMatchObject({ verdict: 'refused', reason: 'clock-skew', failed: false })
    await sendCase(oci, name, { asked: header('date', first.headers.date) })
    expect(resultOf(name)).toMatchObject({ verdict: 'passed', attempts: 2 })
  },
)

test('a case that may be left out fails when it is sent wrongly', async () => {
  expect(resultOf('path-raw-space')).toMatchObject({ verdict: 'not-sent', failed: false })
  await sendCase(oci, 'path-raw-space', { signing: { distort: (text) => text.replace('%20', ' ') } })
  expect(resultOf('path-raw-space')).toMatchObject({ verdict: 'refused', failed: true })
})

test('a token signs cases as an API key does', async () => {
  const { keyId, privateKeyPem } = oci.createSession()
  await sendCase(oci, 'method-post', { signing: { keyId, key: privateKeyPem } })
  expect(resultOf('method-post').verdict).toBe('passed')
})

test('what is no case is answered as any other path that is not there, and leaves no trace in the report', async () => {
  const signed = await signAndSend(oci, { target: '/conformance/no-such-case/a' })
  const unsigned = await send(oci, { target: '/conformance/__proto__', headers: { host: 'localhost' } })
  expect([signed.status, unsigned.status]).toEqual([404, 401])
  expect(oci.conformance.report().cases.every(({ attempts }) => attempts === 0)).toBe(true)
})

test('a body that never ends is refused, holds up nobody and passes nothing', async () => {
  const { hostname, port } = new URL(oci.url)
  const socket = connect(Number(port), hostname)
  socket.write('POST /conformance/method-post HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'x'), Buffer.from('\r\n')])
  const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString('latin1'))))
  let isOpen = true
  const more = (): void => {
    if (isOpen) socket.write(chunk, more)
  }
  socket.on('error', () => (isOpen = false))
  more()
  await sendCase(oci, 'method-get')
  expect(await answered).toMatch(/^HTTP\/1\.1 413 /)
  isOpen = false
  socket.destroy()
  expect(resultOf('method-get').verdict).toBe('passed')
  expect(resultOf('method-post').verdict).toBe('not-sent')
})

test('hands out the cases over HTTP, with its address and with dates of its clock', async () => {
  const { cases } = await (await fetch(`${oci.url}/conformance/cases`)).json()
  expect(cases).toHaveLength(table.cases.length)
  const by = (name: string): unknown => cases.find((each: { name: string }) => each.name === name)
  expect(by('method-post')).toEqual({
    name: 'method-post',
    group: 'method',
    why: expect.stringMatching(/\.$/),
    method: 'POST',
    url: `${oci.url}/conformance/method-post/20160918/users`,
    headers: [['content-type', 'application/json']],
    body: Buffer.from('{"name":"ada"}').toString('base64'),
    stream: false,
    bodyUnsigned: false,
    covers: ['(request-target)', 'host', 'date', 'content-length', 'content-type', 'x-content-sha256'],
    demand: 'passes',
  })
  expect(by('method-get')).toMatchObject({ body: null, covers: ['(request-target)', 'host', 'date'] })
  expect(by('body-stream-empty')).toMatchObject({ body: '', stream: true })
  expect(by('host-user-info')).toMatchObject({
    url: expect.stringMatching(/^http:\/\/somebody:something@127\.0\.0\.1:/),
  })
  const { headers } = by('date-x-date-behind') as { headers: string[][] }
  expect(Math.round((oci.clock.now() - Date.parse(headers[0]![1]!)) / 60_000)).toBe(4)
})

test('reports over HTTP as JSON, and as text when asked', async () => {
  await sendCase(oci, 'method-get')
  await sendCase(oci, 'query-order', { asked: target((t) => t.replace('z=1', 'z=2')) })
  const json = (await (await fetch(`${oci.url}/conformance/report`)).json()) as ConformanceReport
  expect(json).toEqual(JSON.parse(JSON.stringify(oci.conformance.report())))
  const answer = await fetch(`${oci.url}/conformance/report`, { headers: { accept: 'text/plain' } })
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const text = await answer.text()
  expect(text).toContain('FAILED query-order: other-than-asked\n')
  expect(text).toContain(
    '         expected /conformance/query-order?z=1&a=2&m=3\n         but was  /conformance/query-order?z=2',
  )
  expect(text).not.toContain('method-get')
  expect(text).toMatch(/\n1 of 120 cases passed, \d+ failed: the signer does not conform\.\n$/)
})

test('forgets the report when it is deleted', async () => {
  await sendCase(oci, 'method-get')
  expect((await fetch(`${oci.url}/conformance/report`, { method: 'DELETE' })).status).toBe(204)
  expect(resultOf('method-get')).toMatchObject({ verdict: 'not-sent', attempts: 0 })
})

test.each([
  [{ target: '/conformance/cases', headers: { host: 'example.test' } }, 403, 'conformance-foreign-host'],
  [{ target: '/conformance/report', headers: { host: 'example.test' } }, 403, 'conformance-foreign-host'],
  [{ target: '/conformance/report', method: 'POST', headers: { host: 'localhost' } }, 405, 'conformance-read-only'],
  [{ target: '/conformance/cases', method: 'DELETE', headers: { host: 'localhost' } }, 405, 'conformance-read-only'],
])('%j is answered with %i', async (sent, status, reason) => {
  const answer = await send(oci, sent as Sent)
  expect(answer).toMatchObject({ status, json: { emulator: { reason } } })
})

test('no token comes into the report', async () => {
  const { keyId, privateKeyPem, token } = oci.createSession()
  const signing = { keyId, key: privateKeyPem, distort: (text: string) => `${text} ` }
  await sendCase(oci, 'header-delegation-token', { signing })
  await sendCase(oci, 'header-delegation-token', {
    asked: header('opc-obo-token', 'eyJhbGciOiJub25lIn0.c2VjcmV0.c2VjcmV0'),
  })
  const text = JSON.stringify(oci.conformance.report())
  expect(text).toContain('opc-obo-token')
  expect(text).not.toContain(token)
  expect(text).not.toContain('c2VjcmV0')
})
