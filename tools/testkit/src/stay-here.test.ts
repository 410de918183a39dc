import { once } from 'node:events'
import { request } from 'node:http'
import { connect, createServer, type AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, test, vi } from 'vitest'
import { abroad } from './stay-here.ts'

/** Of documentation, by RFC 5737, and not one of those that tests name. */
const ELSEWHERE = '203.0.113.9'

/** Begins to connect, and no more. */
const begin = (
  open: () => { readonly on: (event: 'error', listener: () => void) => unknown; destroy(): unknown },
): void => {
  const opened = open()
  opened.on('error', () => {})
  opened.destroy()
}

test.each([
  ['a socket with a port and a host', () => connect(9, ELSEWHERE)],
  ['a socket with options', () => connect({ host: ELSEWHERE, port: 9 })],
  ['TLS', () => connectTls({ host: ELSEWHERE, port: 9 })],
  ['HTTP', () => request(`http://${ELSEWHERE}:9/`)],
])('%s to another machine is noticed', async (_, open) => {
  begin(open)
  await new Promise((resolve) => setImmediate(resolve))
  expect(abroad.splice(0)).toEqual([ELSEWHERE])
})

test('a fetch from another machine is noticed', async () => {
  const ending = new AbortController()
  const answer = fetch(`http://${ELSEWHERE}/`, { signal: ending.signal })
  answer.catch(() => {})
  await vi.waitFor(() => expect(abroad.splice(0)).toEqual([ELSEWHERE]))
  ending.abort()
})

test('what stays on this machine is not', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  for (const open of [
    () => connect(port),
    () => connect(port, 'localhost'),
    () => connect({ port, host: '127.0.0.1' }),
  ])
    begin(open)
  begin(() => connect('/no/such/socket'))
  await new Promise((resolve) => server.close(resolve))
  expect(abroad).toEqual([])
})
