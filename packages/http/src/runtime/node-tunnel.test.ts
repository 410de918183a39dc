// A tunnel by itself: what it leaves on the signal of the call that it is opened for.
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { TunnelAgent, type TunnelledOptions } from './node-tunnel.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Origin of a proxy that answers each CONNECT with `head`. */
async function proxyWith(head: string): Promise<URL> {
  const sockets = new Set<Duplex>()
  const proxy = createServer()
  proxy.on('connect', (_, socket) => sockets.add(socket) && socket.on('error', () => {}).write(head))
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => proxy.close(resolve))
  })
  return new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
}

test.each([
  ['is opened', '200 OK'],
  ['is not opened', '403 Forbidden'],
])('a tunnel that %s takes its listener back', async (_, status) => {
  const proxy = await proxyWith(`HTTP/1.1 ${status}\r\n\r\n`)
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  const progress = { tunnelled: vi.fn(), connected: vi.fn(), progress: vi.fn() }
  const url = new URL('https://service.invalid/')
  const options = { host: 'service.invalid', tunnel: { proxy, method: 'GET', url, signal, progress } }
  const agent = new TunnelAgent({ rejectUnauthorized: false }, {})
  const ended = await new Promise<unknown>((resolve) => {
    agent.createConnection(options as TunnelledOptions, (error, socket) => resolve(error ?? socket))
  })
  closers.push(() => (ended as Partial<Socket>).on?.('error', () => {}).destroy?.())
  expect(progress.tunnelled).toHaveBeenCalledTimes(status === '200 OK' ? 1 : 0)
  const listeners = ({ mock }: { mock: { calls: unknown[][] } }) => mock.calls.map(([, listener]) => listener)
  expect(listeners(added)).toHaveLength(1)
  await vi.waitFor(() => expect(listeners(removed)).toEqual(listeners(added)), { timeout: 10_000 })
})
