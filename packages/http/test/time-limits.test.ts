// Every wait has its limit and ends when the caller says so; no test waits for real time to pass.
import { describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient } from '../src/index.ts'

const servers = useServers()
const limits = { connectTimeoutMs: 111, readTimeoutMs: 222, deadlineMs: 333 }

describe('a limit', () => {
  test('on connecting covers the TLS handshake', async () => {
    const timers = fakeTimers()
    const hello = vi.fn()
    const authority = await servers.tcp((socket) => socket.once('data', hello))
    const call = rejectionOf(
      createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })({
        method: 'GET',
        url: `https://${authority}`,
      }),
    )
    await vi.waitFor(() => expect(hello).toHaveBeenCalled(), { timeout: 10_000 })
    expect(timers.running()).toEqual([333, 111])
    await timers.fire(111)
    expect(await call).toMatchObject({ name: 'TimeoutError', code: 'ERR_TIMEOUT', phase: 'connect', limitMs: 111 })
    expect(timers.started(222)).toBe(0)
    expect(timers.running()).toEqual([])
  })

  test('on silence begins when the connection stands', async () => {
    const timers = fakeTimers()
    const authority = await servers.tcp(() => {})
    const call = rejectionOf(
      createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })({
        method: 'GET',
        url: `http://${authority}`,
      }),
    )
    await timers.fire(222)
    expect(await call).toMatchObject({ phase: 'read', limitMs: 222 })
    expect(timers.running()).toEqual([])
  })

  test('on silence begins anew with each piece of the body', async () => {
    const timers = fakeTimers()
    const authority = await servers.tcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n')
        let pieces = 0
        const next = setInterval(() => {
          if (timers.started(222) <= pieces || pieces === 4) return
          socket.write('a')
          pieces += 1
        }, 5)
        socket.on('close', () => clearInterval(next))
      })
    })
    const call = rejectionOf(
      createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })({
        method: 'GET',
        url: `http://${authority}`,
      }),
    )
    await vi.waitFor(() => expect(timers.started(222)).toBeGreaterThan(3), { timeout: 10_000 })
    expect(timers.running().sort()).toEqual([222, 333])
    await timers.fire(222)
    expect(await call).toMatchObject({ phase: 'read' })
  })

  test('on silence begins anew with each piece of a long upload', async () => {
    const timers = fakeTimers()
    const url = await servers.http((request, response) => request.resume().on('end', () => response.end()))
    const http = createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })
    await http({ method: 'PUT', url, body: new Uint8Array(1_000_000) })
    expect(timers.started(222)).toBeGreaterThan(15)
  })

  test.each([
    [0, 0],
    [1, 0],
    [65_536, 0],
    [65_537, 1],
    [131_072, 1],
    [131_073, 2],
  ])('on silence begins anew with each 64 KiB of an upload: %i bytes, %i times more', async (size, pieces) => {
    const timers = fakeTimers()
    const url = await servers.http((request, response) => request.resume().on('end', () => response.end()))
    const http = createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })
    const put = async (length: number) => {
      const before = timers.started(222)
      await http({ method: 'PUT', url, body: new Uint8Array(length) })
      return timers.started(222) - before
    }
    await put(1)
    const least = await put(1)
    expect((await put(size)) - least).toBe(pieces)
  })

  test('on the whole call runs from its start', async () => {
    const timers = fakeTimers()
    const authority = await servers.tcp(() => {})
    const call = rejectionOf(
      createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })({
        method: 'GET',
        url: `http://${authority}`,
      }),
    )
    await timers.fire(333)
    expect(await call).toMatchObject({ phase: 'total', limitMs: 333 })
  })

  test('of a call comes before the client’s', async () => {
    const timers = fakeTimers()
    const authority = await servers.tcp(() => {})
    const http = createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })
    const call = rejectionOf(http({ method: 'GET', url: `http://${authority}` }, { readTimeoutMs: 444 }))
    await timers.fire(444)
    expect(await call).toMatchObject({ phase: 'read', limitMs: 444 })
  })

  test('leaves no timer behind when the call is done', async () => {
    const timers = fakeTimers()
    const url = await servers.http((_, response) => response.end('done'))
    await createHttpClient({ ...limits, setTimer: timers.setTimer, env: {} })({ method: 'GET', url })
    expect(timers.running()).toEqual([])
  })

  test('of infinity takes no timer', async () => {
    const timers = fakeTimers()
    const url = await servers.http((_, response) => response.end('done'))
    const none = { connectTimeoutMs: Infinity, readTimeoutMs: Infinity, deadlineMs: Infinity }
    await createHttpClient({ ...none, setTimer: timers.setTimer, env: {} })({ method: 'GET', url })
    expect(timers.started(Infinity)).toBe(0)
  })

  test('holds with the timers of the runtime', async () => {
    const authority = await servers.tcp(() => {})
    const http = createHttpClient({ readTimeoutMs: 20, env: {} })
    expect(await rejectionOf(http({ method: 'GET', url: `http://${authority}` }))).toMatchObject({ phase: 'read' })
  })
})

describe('a signal', () => {
  const reason = new Error('enough')

  test('that has fired means that nothing is sent', async () => {
    let connections = 0
    const authority = await servers.tcp(() => (connections += 1))
    const http = createHttpClient({ env: {} })
    const call = http({ method: 'GET', url: `http://${authority}` }, { signal: AbortSignal.abort(reason) })
    expect(await rejectionOf(call)).toBe(reason)
    expect(connections).toBe(0)
  })

  test('ends the wait for a response with its own reason', async () => {
    const controller = new AbortController()
    const url = await servers.http(() => controller.abort(reason))
    const call = createHttpClient({ env: {} })({ method: 'GET', url }, { signal: controller.signal })
    expect(await rejectionOf(call)).toBe(reason)
  })

  test('ends the reading of a body, and the connection with it', async () => {
    const controller = new AbortController()
    let closed = false
    const url = await servers.http((request, response) => {
      request.socket.on('close', () => (closed = true))
      response.write('abc')
      setImmediate(() => controller.abort(reason))
    })
    const call = createHttpClient({ env: {} })({ method: 'GET', url }, { signal: controller.signal })
    expect(await rejectionOf(call)).toBe(reason)
    await vi.waitFor(() => expect(closed).toBe(true), { timeout: 10_000 })
  })

  test('that outlives its calls keeps no listener of theirs', async () => {
    const url = await servers.http((_, response) => response.end('done'))
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await createHttpClient({ env: {} })({ method: 'GET', url }, { signal })
    expect(added.mock.calls.length).toBeGreaterThan(0)
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
  })
})
