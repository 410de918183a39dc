// What Node's transport does with its sockets and requests, beyond what a server sees.
import diagnostics from 'node:diagnostics_channel'
import dns from 'node:dns'
import { OutgoingMessage, type ClientRequest } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient } from '../call/create-http-client.ts'

const servers = useServers()
const LIMITS = { connectTimeoutMs: 111, readTimeoutMs: 222, deadlineMs: 9999 }
const echo = () => servers.http((request, response) => request.resume().on('end', () => response.end()))

describe('until the connection stands', () => {
  test.each([
    ['http', 'a call without a body', null],
    ['https', 'a call without a body', null],
    ['http', 'a short body', new Uint8Array(9)],
    ['http', 'a long body', new Uint8Array(1_000_000)],
    ['https', 'a long body', new Uint8Array(1_000_000)],
  ])('the limit on connecting runs for an %s call with %s', async (scheme, _, body) => {
    const timers = fakeTimers()
    // A name that is never resolved.
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation((() => {}) as never)
    const http = createHttpClient({ env: {}, ...LIMITS, setTimer: timers.setTimer })
    const call = rejectionOf(http({ method: 'PUT', url: `${scheme}://service.invalid/`, body }))
    await vi.waitFor(() => expect(lookup).toHaveBeenCalled(), { timeout: 10_000 })
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(timers.running()).toEqual([9999, 111])
    await timers.fire(111)
    expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'connect', limitMs: 111 })
    expect(timers.started(222)).toBe(0)
  })

  test('a long body leaves a proxy that cannot be reached to be named', async () => {
    const http = createHttpClient({ env: {}, proxy: 'http://127.0.0.1:1' })
    const error = await rejectionOf(
      http({ method: 'PUT', url: 'http://nowhere.invalid/', body: new Uint8Array(1_000_000) }),
    )
    expect((error as Error).message).toContain('the proxy cannot be used: nothing listens there (ECONNREFUSED)')
  })
})

test('the limit on silence begins when the connection stands, when the request has left, and with the response', async () => {
  const timers = fakeTimers()
  const url = await echo()
  const http = createHttpClient({ env: {}, ...LIMITS, setTimer: timers.setTimer })
  for (const calls of [1, 2]) {
    await http({ method: 'PUT', url, body: new Uint8Array(9) })
    expect([timers.started(111), timers.started(222)]).toEqual([calls, 3 * calls])
  }
})

test('the limit on silence runs while a short body is on its way', async () => {
  const timers = fakeTimers()
  let isConnected = false
  const authority = await servers.tcp(() => (isConnected = true))
  // Nothing of a request ever leaves.
  vi.spyOn(OutgoingMessage.prototype, 'end').mockReturnThis()
  const call = rejectionOf(
    createHttpClient({ env: {}, ...LIMITS, setTimer: timers.setTimer })({ method: 'GET', url: `http://${authority}` }),
  )
  await vi.waitFor(() => expect(isConnected).toBe(true), { timeout: 10_000 })
  await timers.fire(222)
  expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'read' })
  expect(timers.started(222)).toBe(1)
})

test.each([
  [0, 0],
  [1, 0],
  [65_536, 0],
  [65_537, 2],
  [131_072, 2],
])('a body is written at once unless it is longer than 64 KiB: %i bytes, %i pieces', async (size, pieces) => {
  const url = await echo()
  const write = vi.spyOn(OutgoingMessage.prototype, 'write')
  await createHttpClient({ env: {} })({ method: 'PUT', url, body: new Uint8Array(size) })
  expect(write).toHaveBeenCalledTimes(pieces)
})

test('a connection that nobody uses is kept for four seconds', async () => {
  const url = await servers.http((_, response) => response.end())
  const timeouts = vi.spyOn(Socket.prototype, 'setTimeout')
  await createHttpClient({ env: {} })({ method: 'GET', url })
  await vi.waitFor(() => expect(timeouts.mock.calls.map(([ms]) => ms)).toContain(4000), { timeout: 10_000 })
})

test('a request that was answered ends without an error', async () => {
  const url = await servers.http((_, response) => response.end('done'))
  const failed = vi.fn()
  const closed = vi.fn()
  const onStart = (message: unknown): void => {
    const { request } = message as { request: ClientRequest }
    request.on('error', failed).on('close', closed)
  }
  diagnostics.subscribe('http.client.request.start', onStart)
  const { body } = await createHttpClient({ env: {} })({ method: 'GET', url })
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 10_000 })
  diagnostics.unsubscribe('http.client.request.start', onStart)
  expect([body.length, failed.mock.calls]).toEqual([4, []])
})
