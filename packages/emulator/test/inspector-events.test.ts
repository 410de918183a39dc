// The inspector's server-sent events: what comes, in which order, and what a reader cannot do to the emulator.
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey, maxRecordedRequests: 3 })
})
afterEach(() => oci.close())

interface Event {
  readonly id: string | undefined
  readonly name: string
  readonly data: unknown
}

type Headers = Readonly<Record<string, string>>

function open(headers: Headers = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(`${oci.url}/inspector/events`, { headers, agent: false }, resolve).on('error', reject)
    onTestFinished(() => void request.destroy())
  })
}

/** The events of a stream, as they come. */
async function* eventsOf(stream: IncomingMessage): AsyncGenerator<Event> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) {
    const parts = (text + String(chunk)).split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const fields = Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
      if (fields['event']) yield { id: fields['id'], name: fields['event'], data: JSON.parse(fields['data'] ?? '') }
    }
  }
}

async function next(events: AsyncGenerator<Event>, name: string): Promise<Event> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error('the stream has ended')
    if (value.name === name) return value
  }
}

const paths = ({ data }: Event): string[] => (data as { path: string }[]).map(({ path }) => path)

test('tells what is kept, then each request as it comes, and its state', async () => {
  await fetch(`${oci.url}/first`)
  const events = eventsOf(await open())
  expect((await next(events, 'state')).data).toMatchObject({ since: 1, limit: 3, clock: { offsetMs: 0 }, faults: [] })
  expect(paths(await next(events, 'requests'))).toEqual(['/first'])
  await fetch(`${oci.url}/second`)
  expect(paths(await next(events, 'requests'))).toEqual(['/second'])
  expect(oci.requests.map(({ path }) => path)).toEqual(['/first', '/second'])
})

test('a reader that comes back gets what it has not seen', async () => {
  for (const path of ['/1', '/2', '/3']) await fetch(oci.url + path)
  const { id = '' } = await next(eventsOf(await open()), 'requests')
  await fetch(`${oci.url}/4`)
  const again = eventsOf(await open({ 'last-event-id': id }))
  expect(paths(await next(again, 'requests'))).toEqual(['/4'])
})

test.each(['', 'x', '0-9', `${'0'.repeat(16)}-2`, '-1', '0'.repeat(9000)])(
  'a reader that comes from elsewhere, with the id %.20s, gets all',
  async (id) => {
    for (const path of ['/1', '/2']) await fetch(oci.url + path)
    expect(paths(await next(eventsOf(await open({ 'last-event-id': id })), 'requests'))).toEqual(['/1', '/2'])
  },
)

test('tells when clock and faults change, whoever changes them', async () => {
  const events = eventsOf(await open())
  await next(events, 'state')
  oci.clock.freeze(5000)
  oci.faults.add({ match: { path: /^\/x/ }, times: 2, effect: { reset: true } })
  oci.faults.add({ effect: () => undefined })
  const { data } = await next(events, 'state')
  expect(data).toMatchObject({
    clock: { frozenAt: 5000 },
    faults: [{ path: String.raw`/^\/x/`, left: 2, effect: { reset: true } }, {}],
  })
})

test('so many readers and no more; one that leaves makes room', async () => {
  const readers: IncomingMessage[] = []
  for (let n = 0; n < 16; n++) readers.push(await open())
  const refused = await open()
  expect(refused.statusCode).toBe(503)
  readers[0]?.destroy()
  await expect.poll(async () => (await open()).statusCode).toBe(200)
})

test.each([
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { host: 'evil.example' },
])('a page of another origin gets none: %j', async (headers) => {
  expect((await open(headers)).statusCode).toBe(403)
})

test('a reader that never reads is told no more than its connection holds, and the emulator still closes', async () => {
  const socket = connect(Number(new URL(oci.url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.pause()
  socket.write(`GET /inspector/events HTTP/1.1\r\nhost: ${new URL(oci.url).host}\r\n\r\n`)
  for (let n = 0; n < 300; n++) await fetch(`${oci.url}/${'x'.repeat(12_000)}`)
  expect(oci.requests).toHaveLength(3)
  await oci.close()
})

test('streams end when the emulator closes', async () => {
  const stream = await open()
  const ended = new Promise((resolve) =>
    stream
      .on('close', resolve)
      .on('error', () => {})
      .resume(),
  )
  await oci.close()
  await ended
})
