// What a proxy answers by itself to an https request is never the service's answer.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import axios, { type AxiosError } from 'axios'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { attachSigner } from '@x/axios'
import { signer } from './clients.ts'

let proxy: Server
let answer: string
let asked: string[]

beforeEach(async () => {
  asked = []
  proxy = createServer().on('connect', (request, socket) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without authorization'}`)
    socket.end(answer)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
})
afterEach(() => new Promise<void>((resolve) => void proxy.close(() => resolve())))

const client = () => {
  const { port } = proxy.address() as AddressInfo
  const http = axios.create({ proxy: { protocol: 'http', host: '127.0.0.1', port }, validateStatus: () => true })
  attachSigner(http, signer)
  return http
}

const refusalOf = async (): Promise<unknown> =>
  ((await rejectionOf(client().get('https://service.test/data'))) as AxiosError).cause

describe('the answer of a proxy that opens no tunnel', () => {
  test.each([
    [201, 'Created', 'Ask whoever runs the proxy'],
    [302, 'Found', 'Ask whoever runs the proxy'],
    [401, 'Unauthorized', 'Ask whoever runs the proxy'],
    [407, 'Proxy Authentication Required', 'Give the proxy user and password'],
    [503, 'Service Unavailable', 'Ask whoever runs the proxy'],
  ])('with %i is an error that names the status and the remedy, after one attempt', async (status, text, remedy) => {
    answer = `HTTP/1.1 ${status} ${text}\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n{"data":"own"}`
    expect(await refusalOf()).toMatchObject({
      name: 'ProxyAnswerError',
      code: 'ERR_PROXY_ANSWER',
      proxyStatus: status,
      message: expect.stringContaining(
        `answered the https request with ${status} instead of opening a tunnel. ${remedy}`,
      ),
    })
    expect(asked).toEqual(['CONNECT service.test:443 without authorization'])
  })
})
