// Every mistake the emulator recognises, made over real HTTP and found again.
import { constants, createHash, createPrivateKey, sign } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { MISTAKES } from '../src/proof/mistakes/explain-mismatch.ts'
import { apiKey, send, signAndSend, signHeaders, type Sent, type Signing } from './hand-signer.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterAll(() => oci.close())

interface Case {
  name: string
  sent?: Sent
  distort: (text: string) => string
  names?: string[]
}

const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to)
const POST: Sent = { method: 'POST', body: '{"a":"é"}' }
const XDATE: Sent = { headers: { 'x-date': 'X' } }

const CASES: Case[] = [
  { name: 'method-case', distort: swap('get /echo', 'GET /echo') },
  { name: 'other-method', sent: { ...POST, method: 'PUT' }, distort: swap('put /', 'post /') },
  { name: 'method-missing', distort: swap('get /', '/') },
  { name: 'absolute-url', distort: (t) => t.replace('get /', `get http://${new URL(oci.url).host}/`) },
  { name: 'query-dropped', sent: { target: '/echo?a=1' }, distort: swap('?a=1', '') },
  { name: 'empty-query', sent: { target: '/echo' }, distort: swap('/echo', '/echo?') },
  { name: 'empty-query', sent: { target: '/echo?' }, distort: swap('/echo?', '/echo') },
  { name: 'percent-decoded', sent: { target: '/echo/a%20b?c=%2F' }, distort: swap('a%20b?c=%2F', 'a b?c=/') },
  { name: 'percent-decoded', sent: { target: '/echo/%C3%A9' }, distort: swap('%C3%A9', '\xc3\xa9') },
  { name: 'left-unencoded', sent: { target: '/echo?q=%7C&r=%2F' }, distort: swap('%7C', '|') },
  { name: 'left-unencoded', sent: { target: '/echo?q=%5Ba%5D&r=%2F' }, distort: swap('%5Ba%5D', '[a]') },
  { name: 'unreserved-decoded', sent: { target: '/echo/%7Ea?q=%2F' }, distort: swap('%7Ea', '~a') },
  { name: 'percent-encoded', sent: { target: '/echo?q={a}|b' }, distort: swap('{a}|b', '%7Ba%7D%7Cb') },
  { name: 'percent-encoded', sent: { target: "/echo?q=it's" }, distort: swap("'", '%27') },
  { name: 'percent-encoded', sent: { target: '/echo?q=10:30' }, distort: swap('10:30', '10%3A30') },
  { name: 'plus-for-space', sent: { target: '/echo?q=a+b' }, distort: swap('a+b', 'a%20b') },
  { name: 'plus-for-space', sent: { target: '/echo?q=a%20b' }, distort: swap('a%20b', 'a+b') },
  { name: 'form-encoded', sent: { target: "/echo?q=a%20b&t=it's" }, distort: swap("a%20b&t=it's", 'a+b&t=it%27s') },
  { name: 'form-encoded', sent: { target: '/echo?q=a%20~b*&r' }, distort: swap('a%20~b*&r', 'a+%7Eb*&r=') },
  { name: 'form-encoded', sent: { target: '/echo?q=a%20~b*' }, distort: swap('a%20~b*', 'a+~b%2A') },
  { name: 'form-encoded', sent: { target: '/echo?q=a+%7Eb*' }, distort: swap('a+%7Eb*', 'a%20~b%2A') },
  { name: 'form-encoded', sent: { target: '/echo?q=a+%28b%29&r=' }, distort: swap('a+%28b%29&r=', 'a%20(b)&r') },
  { name: 'form-encoded', sent: { target: '/echo?q=/?:@&s=+' }, distort: swap('/?:@&s=+', '%2F%3F%3A%40&s=+') },
  { name: 'left-unencoded', sent: { target: '/echo?q=%2F%3F%3A%40&s=%20' }, distort: swap('%2F%3F%3A%40', '/?:@') },
  { name: 'escape-case', sent: { target: '/echo/a%2fb' }, distort: swap('%2f', '%2F') },
  { name: 'double-encoded', sent: { target: '/echo/a%2Fb' }, distort: swap('%2F', '%252F') },
  { name: 'trailing-slash', sent: { target: '/echo/?a=1' }, distort: swap('/echo/?', '/echo?') },
  { name: 'trailing-slash', sent: { target: '/echo' }, distort: swap('/echo', '/echo/') },
  { name: 'merged-slashes', sent: { target: '/echo//a///b' }, distort: swap('//a///b', '/a/b') },
  { name: 'sorted-query', sent: { target: '/echo?b=1&a=2' }, distort: swap('b=1&a=2', 'a=2&b=1') },
  { name: 'base-path-missing', sent: { target: '/echo/20160918/users?x' }, distort: swap('/echo/20160918', '') },
  { name: 'host-changed', distort: swap(/host: 127\.0\.0\.1:\d+/, 'host: 127.0.0.1') },
  { name: 'host-changed', distort: swap('host: 127.0.0.1', 'host: localhost') },
  {
    name: 'date-swapped',
    sent: XDATE,
    names: ['x-date', '(request-target)', 'host'],
    distort: (t) => t.replace(/^x-date: .*/, `x-date: ${new Date(1e12).toUTCString()}`),
  },
  {
    name: 'date-rewritten',
    distort: (t) => t.replace(/^date: (.*)/, (_, date) => `date: ${new Date(Date.parse(date) - 2000).toUTCString()}`),
  },
  { name: 'date-form', distort: swap(/GMT/, 'UTC') },
  { name: 'content-length-changed', sent: POST, distort: swap('content-length: 10', 'content-length: 9') },
  {
    name: 'content-type-changed',
    sent: { ...POST, headers: { 'content-type': 'text/plain;charset=UTF-8' } },
    distort: swap(/content-type: .*/, 'content-type: application/json'),
  },
  {
    name: 'body-hash-form',
    sent: POST,
    distort: (t) =>
      t.replace(
        /x-content-sha256: .*/,
        `x-content-sha256: ${createHash('sha256')
          .update(POST.body ?? '')
          .digest('hex')}`,
      ),
  },
  { name: 'empty-value', sent: POST, distort: swap(/content-type: .*/, 'content-type: ') },
  {
    name: 'value-trimmed',
    sent: { headers: { 'x-a': 'b  c' } },
    names: ['date', '(request-target)', 'host', 'x-a'],
    distort: swap('b  c', 'b c'),
  },
  {
    name: 'value-case',
    sent: { headers: { 'x-a': 'B' } },
    names: ['date', '(request-target)', 'host', 'x-a'],
    distort: swap('x-a: B', 'x-a: b'),
  },
  {
    name: 'value-encoding',
    sent: { headers: { 'x-a': '\xe9' } },
    names: ['date', '(request-target)', 'host', 'x-a'],
    distort: swap('\xe9', '\xc3\xa9'),
  },
  {
    name: 'repeated-header',
    sent: { headers: { 'x-a': ['1', '2'] } },
    names: ['date', '(request-target)', 'host', 'x-a'],
    distort: swap('x-a: 1,2', 'x-a: 1'),
  },
  { name: 'line-end', distort: (t) => `${t}\n` },
  { name: 'line-end', distort: (t) => t.replaceAll('\n', '\r\n') },
  { name: 'name-case', distort: swap(/date: /, 'Date: '), names: ['date', '(request-target)', 'host'] },
  { name: 'separator', distort: (t) => t.replaceAll(/^([^ ]+): /gm, '$1:') },
  {
    name: 'date-name',
    sent: { headers: { date: undefined, 'x-date': 'NOW' } },
    names: ['x-date', '(request-target)', 'host'],
    distort: swap(/^x-date/, 'date'),
  },
  {
    name: 'line-order',
    names: ['host', 'date', '(request-target)'],
    distort: (t) => {
      const [h, d, r] = t.split('\n')
      return [d, r, h].join('\n')
    },
  },
  { name: 'line-missing', distort: (t) => t.split('\n').slice(0, 2).join('\n') },
]

test('every mistake has a case', () => {
  expect([...new Set(CASES.map(({ name }) => name))].sort()).toEqual(MISTAKES.map(({ name }) => name).sort())
})

/** Cases cannot know the time when they are written. */
function atPresent(sent: Sent = {}): Sent {
  const now = new Date(oci.clock.now()).toUTCString()
  const xDate = sent.headers?.['x-date']
  if (xDate === 'NOW') return { ...sent, headers: { ...sent.headers, 'x-date': now } }
  return xDate === 'X' ? { ...sent, headers: { 'x-date': now, date: new Date(1e12).toUTCString() } } : sent
}

test.each(CASES.map((c): [string, Case] => [c.name, c]))('recognises %s and shows the line', async (name, c) => {
  let wanted = ''
  const distort = (text: string): string =>
    (wanted = name === 'name-case' ? text.replace('host:', 'Host:').replace('date:', 'Date:') : c.distort(text))
  const signing: Signing = { distort, ...(c.names && { names: c.names }) }
  const answer = await signAndSend(oci, atPresent(c.sent), signing)
  expect(answer.status).toBe(401)
  const { reason, explanation, signingString, firstDifference } = answer.json.emulator
  expect(reason).toBe('signature-mismatch')
  expect(explanation).toContain(`(${name})`)
  const [received, signed] = [signingString.split('\n'), wanted.split('\n')]
  const differing = received.findIndex((text, i) => text !== signed[i])
  const at = differing === -1 ? received.length : differing
  expect(firstDifference).toMatchObject({ line: at + 1, expected: received[at] ?? '', actual: signed[at] ?? '' })
})

test('the sentence names the line that would fit', async () => {
  const answer = await signAndSend(oci, { target: '/echo?a=1' }, { distort: swap('?a=1', '') })
  expect(answer.json.emulator.explanation).toContain('The signature fits if line 2 were `(request-target): get /echo`')
})

test.each([
  ['SHA-1', (text: string) => sign('sha1', Buffer.from(text), oci.apiKey.pem)],
  ['SHA-384', (text: string) => sign('sha384', Buffer.from(text), oci.apiKey.pem)],
  ['SHA-512', (text: string) => sign('sha512', Buffer.from(text), oci.apiKey.pem)],
  [
    'hashed the signing string before',
    (text: string) => sign('sha256', createHash('sha256').update(text).digest(), oci.apiKey.pem),
  ],
  [
    'RSA-PSS',
    (text: string) =>
      sign('sha256', Buffer.from(text), {
        key: createPrivateKey(oci.apiKey.pem),
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }),
  ],
])('recognises a signature made otherwise: %s', async (words, make) => {
  let text = ''
  const rewrite = (a: string): string => a.replace(/signature="[^"]*"/, `signature="${make(text).toString('base64')}"`)
  const answer = await signAndSend(oci, {}, { distort: (t) => (text = t), rewrite })
  expect(answer.json.emulator).toMatchObject({
    reason: 'signature-mismatch',
    explanation: expect.stringContaining(words),
  })
})

test('recognises a signature that was accepted for another request', async () => {
  const headers = signHeaders(oci, { target: '/echo/one' })
  expect((await send(oci, { target: '/echo/one', headers })).status).toBe(200)
  const answer = await send(oci, { target: '/echo/two', headers })
  expect(answer.json.emulator).toMatchObject({
    explanation: expect.stringContaining('accepted before'),
    firstDifference: {
      line: 2,
      expected: '(request-target): get /echo/two',
      actual: '(request-target): get /echo/one',
    },
  })
})

const said = (text: string): Record<string, string> => ({
  'x-emulator-signing-string': Buffer.from(text, 'latin1').toString('base64'),
})

test('compares with what the client says it signed', async () => {
  let text = ''
  const headers = signHeaders(oci, {}, { distort: (t) => (text = t.replace('/echo', '/elsewhere')) })
  const answer = await send(oci, { headers: { ...headers, ...said(text) } })
  expect(answer.json.emulator).toMatchObject({
    explanation: expect.stringContaining('what the client says it signed'),
    firstDifference: { line: 2, actual: '(request-target): get /elsewhere' },
  })
})

test('says so when the signature fits not even what the client says it signed', async () => {
  const headers = signHeaders(oci, {}, { distort: () => 'something else' })
  const answer = await send(oci, { headers: { ...headers, ...said('date: x') } })
  expect(answer.json.emulator.explanation).toContain('does not fit that one either')
})

test('says that the key is the wrong one when the client signed the very string', async () => {
  let text = ''
  const { privateKey } = (await import('node:crypto')).generateKeyPairSync('rsa', { modulusLength: 2048 })
  const headers = signHeaders(oci, {}, { distort: (t) => (text = t), key: privateKey })
  const answer = await send(oci, { headers: { ...headers, ...said(text) } })
  expect(answer.json.emulator.explanation).toContain('its key is not the one')
})

test('says plainly when nothing fits', async () => {
  const answer = await signAndSend(oci, {}, { distort: () => 'something else' })
  expect(answer.json.emulator.explanation).toContain('No mistake the emulator knows explains it')
  expect(answer.json.emulator.firstDifference).toBeUndefined()
})

test('shows no delegation token in the answer or in the record', async () => {
  const names = ['date', '(request-target)', 'host', 'opc-obo-token']
  const sent = { headers: { 'opc-obo-token': 'delegated-secret ' } }
  const answer = await signAndSend(oci, sent, { names, distort: (t) => `${t}\n` })
  const trimmed = await signAndSend(
    oci,
    { headers: { 'opc-obo-token': 'A-SECRET' } },
    { names, distort: (t) => t.replace('A-SECRET', 'a-secret') },
  )
  expect(trimmed.json.emulator.explanation).toContain('`opc-obo-token: <redacted>`')
  for (const text of [answer.body.toString(), trimmed.body.toString(), JSON.stringify(oci.requests)]) {
    expect(text).not.toMatch(/delegated-secret|a-secret/i)
  }
})
