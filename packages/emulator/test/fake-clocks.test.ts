// Fake clocks of vitest: the emulator takes the time from them, and nothing of it waits for them.
import { get, type IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startEmulator, useEmulator } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'

const oci = useEmulator({ beforeAll, beforeEach, afterAll }, { apiKey, keys: 'new' })
afterEach(() => void vi.useRealTimers())

/** Signs by the client's clock, which is `Date`. */
const dated = (): Parameters<typeof signAndSend> => [oci, { headers: { date: new Date().toUTCString() } }]

test('a Date that stands still years from now is the emulator’s time too', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 4, 1) })
  expect(oci.clock.now()).toBe(Date.UTC(2031, 4, 1))
  const { status, headers } = await signAndSend(...dated())
  expect([status, headers.date]).toEqual([200, 'Thu, 01 May 2031 00:00:00 GMT'])
})

test('a session ends when that Date passes its end', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 4, 1) })
  const { keyId, privateKeyPem: key } = oci.createSession({ lifetimeSeconds: 60 })
  expect((await signAndSend(oci, {}, { keyId, key })).status).toBe(200)
  vi.setSystemTime(Date.UTC(2031, 4, 1, 0, 1, 1))
  expect((await signAndSend(oci, {}, { keyId, key })).json.emulator.reason).toBe('token-expired')
})

test('a clock of the emulator’s own is apart from that Date by as much as asked', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 4, 1) })
  oci.clock.offset(600_000)
  expect((await signAndSend(...dated())).json.emulator.reason).toBe('clock-skew')
})

test('with everything faked and nothing moved on, requests are answered, also late ones', async () => {
  vi.useFakeTimers({ toFake: FAKEABLE, now: Date.UTC(2031, 4, 1) })
  oci.faults.add({ times: 1, effect: { delayMs: 5, status: 503 } })
  expect((await signAndSend(oci)).status).toBe(503)
  expect((await signAndSend(oci)).status).toBe(200)
})

test('an open inspector is told of requests, and of the clock, while everything is faked', async () => {
  vi.useFakeTimers({ toFake: FAKEABLE, now: Date.UTC(2031, 4, 1) })
  const events = await new Promise<IncomingMessage>((resolve) => get(`${oci.url}/inspector/events`, resolve))
  onTestFinished(() => void events.destroy())
  const until = (text: string): Promise<void> =>
    new Promise((resolve) => {
      let told = ''
      events.setEncoding('utf8').on('data', (more: string) => {
        told += more
        if (told.includes(text)) resolve()
      })
    })
  const requests = until('/echo?told')
  await signAndSend(oci, { target: '/echo?told' })
  await requests
  const clock = until(`"frozenAt":${Date.UTC(2030, 0, 1)}`)
  oci.clock.freeze(Date.UTC(2030, 0, 1))
  await clock
})

test('an emulator starts and closes while everything is faked', async () => {
  vi.useFakeTimers({ toFake: FAKEABLE, now: 0 })
  const other = await startEmulator({ apiKey })
  await other.environment('instance')
  expect(other.clock.now()).toBe(0)
  await other.close()
})

/** What vitest fakes when it is asked for nothing else, and the rest but `nextTick`: no promise of Node's goes on without it. */
const FAKEABLE = [
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'performance',
  'queueMicrotask',
] as const satisfies NonNullable<Parameters<typeof vi.useFakeTimers>[0]>['toFake']
