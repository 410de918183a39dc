// What the inspector's page may change, and what nobody else may.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send, type Received } from './hand-signer.ts'

let oci: Emulator
let token: string
beforeEach(async () => {
  oci = await startEmulator({ apiKey, cors: true, clock: { frozenAt: Date.UTC(2026, 10, 20, 8) } })
  const page = await (await fetch(oci.url)).text()
  token = /name="inspector-token" content="([^"]+)"/.exec(page)?.[1] ?? ''
})
afterEach(() => oci.close())

type Headers = Record<string, string | undefined>

/** As the page does it; `headers` replace or, with `undefined`, remove some. */
function ask(path: string, asked: unknown, headers: Headers = {}): Promise<Received> {
  const body = typeof asked === 'string' ? asked : JSON.stringify(asked)
  const { host } = new URL(oci.url)
  const all: Headers = {
    host,
    origin: oci.url,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-inspector-token': token,
    ...headers,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return send(oci, { method: 'POST', target: path, headers: Object.fromEntries(given), body })
}

const advance = { action: 'advance', ms: 1000 }

test('sets the clock', async () => {
  expect((await ask('/inspector/clock', advance)).status).toBe(200)
  expect(oci.clock.now()).toBe(Date.UTC(2026, 10, 20, 8, 0, 1))
  await ask('/inspector/clock', { action: 'set', ms: 5000 })
  expect([oci.clock.now(), oci.clock.isFrozen()]).toEqual([5000, true])
  await ask('/inspector/clock', { action: 'resume' })
  expect(oci.clock.isFrozen()).toBe(false)
  await ask('/inspector/clock', { action: 'freeze' })
  expect(oci.clock.isFrozen()).toBe(true)
  await ask('/inspector/clock', { action: 'offset', ms: 0 })
  expect(oci.clock.isFrozen()).toBe(false)
})

test('adds a fault for all paths that begin so, and clears the faults', async () => {
  const rule = { match: { method: 'GET', path: { startsWith: '/20160918/(' } }, effect: { status: 503 } }
  expect((await ask('/inspector/faults', { action: 'add', rule })).json).toMatchObject({
    faults: [{ method: 'GET', effect: { status: 503 } }],
  })
  expect((await fetch(`${oci.url}/20160918/(regions)`)).status).toBe(503)
  expect((await fetch(`${oci.url}/20160918/regions`)).status).toBe(401)
  await ask('/inspector/faults', { action: 'clear' })
  expect((await fetch(`${oci.url}/20160918/(regions)`)).status).toBe(401)
})

test('neither is recorded, nor hit by a fault', async () => {
  oci.faults.add({ effect: { status: 503 } })
  expect((await ask('/inspector/clock', advance)).status).toBe(200)
  expect((await ask('/inspector/clock', advance, { origin: 'https://evil.example' })).status).toBe(403)
  expect(oci.requests).toEqual([])
  expect(oci.count('POST', '/inspector/clock')).toBe(0)
})

const OTHER_ORIGIN = /Origin is another one, or is missing/

test.each<[what: string, status: number, message: RegExp, headers: Headers]>([
  ['of another site', 403, OTHER_ORIGIN, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  [
    'of another port of this machine',
    403,
    OTHER_ORIGIN,
    { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
  ],
  ['whose browser says that it is of another site', 403, OTHER_ORIGIN, { 'sec-fetch-site': 'cross-site' }],
  ['of a page without origin', 403, OTHER_ORIGIN, { origin: 'null' }],
  ['without an origin', 403, OTHER_ORIGIN, { origin: undefined, 'sec-fetch-site': undefined }],
  ['without a token', 403, /no token of this emulator’s page/, { 'x-inspector-token': undefined }],
  ['with another token', 403, /no token of this emulator’s page/, { 'x-inspector-token': 'x' }],
  ['that is a form', 415, /not application\/json/, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['that is text', 415, /not application\/json/, { 'content-type': 'text/plain' }],
  ['under a foreign host', 403, /only under a loopback name/, { host: 'evil.example', origin: 'http://evil.example' }],
])('a request %s changes nothing', async (_, status, message, headers) => {
  const before = oci.clock.now()
  const answer = await ask('/inspector/clock', advance, headers)
  expect([answer.status, oci.clock.now()]).toEqual([status, before])
  expect(answer.json.message).toMatch(message)
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test.each<[what: string, path: string, asked: unknown, message: RegExp]>([
  ['no JSON', 'clock', '{', /not a JSON object/],
  ['a list', 'clock', [], /not a JSON object/],
  ['an unknown action', 'clock', { action: 'stop' }, /none of set, advance, offset, freeze, resume/],
  ['a name that every object has', 'clock', { action: 'constructor' }, /none of set/],
  ['an unknown member', 'clock', { ...advance, by: 1 }, /unknown member "by"\. There are action, ms\./],
  ['a time that is text', 'clock', { action: 'set', ms: '5' }, /not a time/],
  ['a time beyond all dates', 'clock', { action: 'set', ms: 9e15 }, /not a time/],
  ['a time that is missing', 'clock', { action: 'set' }, /not a time/],
  [
    'a match that is null',
    'faults',
    { action: 'add', rule: { match: null, effect: { reset: true } } },
    /not an object/,
  ],
  [
    'a path that begins in two ways',
    'faults',
    { action: 'add', rule: { match: { path: { startsWith: '/', endsWith: '/' } }, effect: { reset: true } } },
    /"endsWith"/,
  ],
  ['a delay that is text', 'faults', { action: 'add', rule: { effect: { delayMs: '5' } } }, /"delayMs" .* not a time/],
  ['a rule that is none', 'faults', { action: 'add', rule: 1 }, /not an object/],
  ['a rule without effect', 'faults', { action: 'add', rule: { effect: {} } }, /names no status/],
  ['a misspelt rule', 'faults', { action: 'add', rule: { effekt: {} } }, /"effekt"/],
  [
    'a path that is no text',
    'faults',
    { action: 'add', rule: { match: { path: {} }, effect: { reset: true } } },
    /startsWith/,
  ],
])('%s is refused with a sentence', async (_, path, asked, message) => {
  const answer = await ask(`/inspector/${path}`, asked)
  expect(answer.status).toBe(400)
  expect(answer.json.message).toMatch(message)
})

test('more than 16 KiB are refused', async () => {
  expect((await ask('/inspector/clock', `${' '.repeat(20_000)}{}`)).status).toBe(413)
})

test('what changes something cannot be read', async () => {
  const response = await fetch(`${oci.url}/inspector/clock`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  expect(oci.requests).toEqual([])
})
