// What is no whole HTTP request, sent byte by byte: each is answered in its turn, and recorded as it was answered.
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signHeaders } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

interface Answered {
  readonly status: number
  readonly head: string
  readonly json: { code: string; message: string; emulator: { reason: string; explanation: string } }
}

/** Cuts what came into answers, by their lengths. */
function parseAnswers(text: string): Answered[] {
  if (text === '') return []
  const end = text.indexOf('\r\n\r\n') + 4
  const head = text.slice(0, end)
  const bodyEnd = end + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
  const answer = {
    status: Number(head.slice(9, 12)),
    head,
    json: JSON.parse(text.slice(end, bodyEnd) || '{}') as Answered['json'],
  }
  return [answer, ...parseAnswers(text.slice(bodyEnd))]
}

const open = (onConnect: (socket: Socket) => void): Promise<Answered[]> => {
  const { hostname, port } = new URL(oci.url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => onConnect(socket))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(parseAnswers(Buffer.concat(chunks).toString('latin1'))))
  })
}

/** Sends pieces and keeps its own side open, so that only the emulator can end the connection. */
const converse = (...pieces: string[]): Promise<Answered[]> =>
  open((socket) => {
    for (const piece of pieces) socket.write(piece, 'latin1')
  })

/** Sends everything and ends its side. */
const sendAll = (text: string): Promise<Answered[]> => open((socket) => socket.end(text, 'latin1'))

/** A request that is signed as it should be. */
function signed(method: string, body = '', more: Record<string, string> = {}): string {
  const headers = signHeaders(oci, { method, target: '/echo', body, headers: more })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `${method} /echo HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

const BROKEN = {
  status: 400,
  json: {
    code: 'CannotParseRequest',
    message: 'The request is incorrectly formatted.',
    emulator: { reason: 'broken-request' },
  },
}
const verdicts = (): unknown[] => oci.requests.map(({ verdict, reason, status }) => [verdict, reason, status])

test('a body that is longer than its length: the answer that is due goes out first, and is what the record says', async () => {
  const answers = await converse(`${signed('POST', '{}')}JUNK`)
  expect(answers).toMatchObject([{ status: 200 }, BROKEN])
  expect(verdicts()).toEqual([['accepted', undefined, 200]])
  expect(answers[1]?.head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answers[1]?.head).toMatch(/^connection: close\r$/m)
  expect(answers[1]?.head).toMatch(/^content-type: application\/json\r$/m)
  expect(answers[1]?.head).toMatch(/^opc-request-id: [0-9A-F]{32}\r$/m)
})

test('the answer to what is broken tells the emulator’s time and what the parser says', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
  const [answer] = await converse('JUNK\r\n\r\n')
  expect(answer?.head).toContain('date: Fri, 20 Nov 2026 08:00:00 GMT\r\n')
  expect(answer?.json.emulator.explanation).toMatch(/^The bytes that arrived are no whole HTTP request: .+ Parse Error/)
  expect(verdicts()).toEqual([])
})

test('junk after an answer that a fault delays waits for it', async () => {
  oci.faults.add({ times: 1, effect: { delayMs: 50 } })
  expect(await converse(signed('GET'), 'JUNK', 'MORE')).toMatchObject([{ status: 200 }, BROKEN])
})

test('junk after several requests comes after all their answers, once', async () => {
  oci.faults.add({ times: 1, effect: { delayMs: 30 } })
  const answers = await converse(signed('GET') + signed('DELETE') + signed('POST', 'ab'), 'JUNK', '\r\n\r\n', 'JUNK')
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400])
})

test('junk after an answer that has gone is answered at once', async () => {
  const answers = await open((socket) => {
    socket.write(signed('GET'))
    socket.once('data', () => socket.write('JUNK\r\n\r\n'))
  })
  expect(answers).toMatchObject([{ status: 200 }, BROKEN])
})

test('junk after a request that closes the connection is not answered', async () => {
  const answers = await converse(`${signed('POST', '{}', { connection: 'close' })}JUNK`)
  expect(answers.map(({ status }) => status)).toEqual([200])
})

test('junk after a request whose connection a fault resets is not answered', async () => {
  oci.faults.add({ times: 1, effect: { reset: true } })
  expect(await converse(`${signed('POST', '{}')}JUNK`)).toEqual([])
})

test('a whole request behind another one is no junk', async () => {
  const answers = await sendAll(signed('POST', '{}') + signed('GET'))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})

const chunked = (body: string): string =>
  signed('PUT', '', { 'content-length': '5' }).replace('content-length: 5', 'transfer-encoding: chunked') + body

test.each([
  ['shorter than its length', () => sendAll(signed('POST', '{}').slice(0, -1)), 1],
  ['without its chunks', () => sendAll(chunked('')), 0],
  ['without its last chunk', () => sendAll(chunked('3\r\nabc\r\n')), 3],
  ['with a size that is no number', () => converse(chunked('3\r\nabc\r\nzz\r\n')), 3],
  ['with a size that does not fit', () => converse(chunked('2\r\nabc\r\n0\r\n\r\n')), 2],
  ['with a size that is too large', () => converse(chunked('fffffffffffffffff\r\nabc\r\n')), 0],
  ['with a size below zero', () => converse(chunked('-1\r\nabc\r\n')), 0],
])('a body %s is answered with 400 and recorded as refused, not performed', async (_, way, bodyBytes) => {
  expect(await way()).toMatchObject([BROKEN])
  expect(oci.requests).toMatchObject([
    { verdict: 'refused', reason: 'broken-request', status: 400, bodyBytes, target: '/echo', signingString: undefined },
  ])
  expect(oci.requests[0]?.explanation).toMatch(/Parse Error/)
})

test('a broken body behind another request is answered after it', async () => {
  oci.faults.add({ times: 1, effect: { delayMs: 30 } })
  const answers = await converse(signed('GET') + chunked('zz\r\n'))
  expect(answers).toMatchObject([{ status: 200 }, BROKEN])
  expect(verdicts()).toEqual(
    expect.arrayContaining([
      ['accepted', undefined, 200],
      ['refused', 'broken-request', 400],
    ]),
  )
})

test.each([
  ['half a request line', 'GET /ec', 400],
  ['half a head', 'GET /echo HTTP/1.1\r\nhost: h\r\n', 400],
  ['a line that is no header', 'GET /echo HTTP/1.1\r\nhost: h\r\nnonsense\r\n\r\n', 400],
  ['a blank before the colon', 'POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length : 1\r\n\r\na', 400],
  ['a length with a sign', 'POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length: +1\r\n\r\na', 400],
  ['two lengths', 'POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
  ['two lengths in one', 'POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length: 1, 1\r\n\r\na', 400],
  [
    'a length and chunks',
    'POST /echo HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'chunks and a length',
    'POST /echo HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['chunks that are not last', 'POST /echo HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked, x\r\n\r\n0\r\n\r\n', 400],
  ['an unknown coding', 'POST /echo HTTP/1.1\r\nhost: h\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n', 400],
  ['HTTP of another version', 'GET /echo HTTP/7.3\r\nhost: h\r\n\r\n', 400],
  ['a head that is too large', `GET /echo HTTP/1.1\r\nhost: h\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
])('%s is answered with %s %i and never accepted', async (_, text, status) => {
  const answers = await sendAll(text)
  expect(answers.map((answer) => answer.status)).toEqual([status])
  expect(answers[0]?.json.emulator.reason).toBe('broken-request')
  expect(oci.requests.filter(({ verdict }) => verdict === 'accepted')).toEqual([])
})

test('a head that is too large says so in OCI’s form', async () => {
  const answers = await sendAll(`GET /echo HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`)
  expect(answers).toMatchObject([{ json: { code: 'RequestHeaderFieldsTooLarge' } }])
  expect(answers[0]?.head).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
})

test('an extension of a chunk that never ends is answered with 413', async () => {
  expect(await converse(chunked(`1;${'a'.repeat(20_000)}`))).toMatchObject([
    { status: 413, json: { code: 'RequestEntityTooLarge', emulator: { reason: 'broken-request' } } },
  ])
  expect(verdicts()).toEqual([['refused', 'broken-request', 413]])
})

test('a flood of headers is answered with 431, also when its body is broken', async () => {
  const flood = Array.from({ length: 201 }, (_, n) => `x-${n}: a\r\n`).join('')
  const answers = await converse(`POST /echo HTTP/1.1\r\n${flood}transfer-encoding: chunked\r\n\r\nzz\r\n`)
  expect(answers.map(({ status }) => status)).toEqual([431])
  expect(verdicts()).toEqual([['refused', 'too-large', 431]])
})

test('200 headers are not too many', async () => {
  const headers = Array.from({ length: 200 }, (_, n) => `x-${n}: a\r\n`).join('')
  const answers = await sendAll(`GET /echo HTTP/1.1\r\n${headers}\r\n`)
  expect(answers.map(({ status }) => status)).toEqual([401])
})

test('a client that breaks off in the middle of its body is neither answered nor recorded', async () => {
  const answers = await open((socket) => {
    socket.write(signed('POST', '{"a":1}', { expect: '100-continue' }).slice(0, -3))
    // The interim answer tells that the head has arrived.
    socket.once('data', () => socket.resetAndDestroy())
  })
  expect(answers).toMatchObject([{ status: 100 }])
  expect((await sendAll(signed('GET'))).map(({ status }) => status)).toEqual([200])
  expect(verdicts()).toEqual([['accepted', undefined, 200]])
})
