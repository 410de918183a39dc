// A call over a transport that does what a test says: which limits run when, and how much of a body is read.
import { describe, expect, test } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { performCall, type Call } from './perform-call.ts'
import { ProxyError } from '../errors/proxy-error.ts'
import type { Exchange, RawResponse } from '../runtime/transport.ts'

const CALL: Call = { method: 'GET', url: new URL('http://h/a'), headers: {}, body: null, proxy: undefined }
const LIMITS = { connectTimeoutMs: 111, readTimeoutMs: 222, deadlineMs: 9999, maxResponseBytes: 4 }

/** A body in pieces of one byte each, and how many of them were read. */
function bodyOf(count: number) {
  let reads = 0
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 1; at <= count; at++) {
      reads += 1
      yield Uint8Array.of(at)
    }
  }
  return { chunks: pieces(), reads: () => reads }
}

function perform(
  answer: Partial<RawResponse> | ((exchange: Exchange) => Promise<RawResponse>),
  { call = CALL, showsConnection = true } = {},
) {
  const timers = fakeTimers()
  const raw = async (): Promise<RawResponse> => ({ status: 200, headers: {}, chunks: bodyOf(0).chunks, ...answer })
  const transport = { showsConnection, send: typeof answer === 'function' ? answer : raw }
  const open = async () => transport
  const ports = { open, setTimer: timers.setTimer, now: () => 0, logger: undefined, signal: undefined }
  return { timers, done: performCall(call, LIMITS, ports) }
}

describe('the limit on silence', () => {
  test('begins anew with the head of the response and with each piece of its body', async () => {
    const { timers, done } = perform({ chunks: bodyOf(3).chunks })
    expect((await done).body).toEqual(Uint8Array.of(1, 2, 3))
    expect([timers.started(111), timers.started(222), timers.running()]).toEqual([1, 1 + 3, []])
  })

  test('follows one for connection and silence together where the connection does not show', async () => {
    const { timers, done } = perform({}, { showsConnection: false })
    await done
    expect([timers.started(111), timers.started(111 + 222), timers.started(222)]).toEqual([0, 1, 1])
  })
})

describe('of a body', () => {
  test('of as many bytes as are allowed all is read, and of a longer one no more than the first that is too many', async () => {
    const fits = bodyOf(4)
    expect((await perform({ chunks: fits.chunks }).done).body.length).toBe(4)
    const longer = bodyOf(9)
    expect(await rejectionOf(perform({ chunks: longer.chunks }).done)).toMatchObject({
      code: 'ERR_RESPONSE_TOO_LARGE',
      limitBytes: 4,
    })
    expect([fits.reads(), longer.reads()]).toEqual([4, 5])
  })

  test.each([0, 300, 302, 303, 305, 399])(
    'of a redirect with status %i only the first piece is read',
    async (status) => {
      const { chunks, reads } = bodyOf(9)
      const error = await rejectionOf(perform({ status, chunks }).done)
      expect(error).toMatchObject({ code: 'ERR_REDIRECT', status, location: undefined })
      expect((error as Error).message).toBe(
        'GET http://h/a: the server redirects, which is not followed. Call the final address itself.',
      )
      expect(reads()).toBe(1)
    },
  )

  test.each([1, 299, 304, 400])('with status %i all is read, since that is no redirect', async (status) => {
    const response = await perform({ status, chunks: bodyOf(2).chunks }).done
    expect([response.status, response.body.length]).toEqual([status, 2])
  })
})

describe('a call by a proxy that fails', () => {
  const call = { ...CALL, proxy: new URL('http://me:hunter2@proxy:3128') }
  const broken = async (): Promise<never> => {
    throw new Error('broken')
  }

  test.each<[string, (exchange: Exchange) => void, boolean]>([
    ['nothing', () => {}, true],
    ['a tunnel', ({ progress }) => progress.tunnelled(), false],
    ['a connection', ({ progress }) => progress.connected(), false],
  ])('after %s lays that on the proxy: %s', async (_, happens, isLaid) => {
    const { done } = perform((exchange) => (happens(exchange), broken()), { call })
    const error = await rejectionOf(done)
    expect(error).toMatchObject({ code: 'ERR_NETWORK', proxy: 'http://proxy:3128' })
    expect((error as Error).message.includes('the proxy cannot be used')).toBe(isLaid)
  })

  test('with the proxy’s own answer says just that', async () => {
    const own = new ProxyError({ method: 'GET', url: 'http://h/a' }, call.proxy, 407)
    const { done } = perform(() => Promise.reject(own), { call })
    expect(await rejectionOf(done)).toBe(own)
  })

  test('without a proxy never speaks of one', async () => {
    const error = await rejectionOf(perform(broken).done)
    expect(error).toMatchObject({ code: 'ERR_NETWORK', proxy: undefined, reason: undefined })
    expect((error as Error).message).toMatch(/^GET http:\/\/h\/a: the connection broke/)
  })
})
