import { STATUS_CODES } from 'node:http'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { BrokenRequests } from './broken-requests.ts'

/** What is written to a connection on which no request arrived, for these errors in turn. */
function answersTo(...codes: (string | undefined)[]): string {
  const socket = new PassThrough()
  const broken = new BrokenRequests(() => 0)
  for (const code of codes)
    broken.answer(Object.assign(new Error('Parse Error'), code === undefined ? {} : { code }), socket)
  return String(socket.read() ?? '')
}

test.each([
  ['HPE_HEADER_OVERFLOW', 431, 'RequestHeaderFieldsTooLarge'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413, 'RequestEntityTooLarge'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'RequestTimeout'],
  ['HPE_INVALID_METHOD', 400, 'CannotParseRequest'],
  [undefined, 400, 'CannotParseRequest'],
])('%s is answered with %s', (errorCode, status, code) => {
  const [head = '', body = ''] = answersTo(errorCode).split('\r\n\r\n')
  expect(head.split('\r\n')).toEqual(
    expect.arrayContaining([
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'date: Thu, 01 Jan 1970 00:00:00 GMT',
      'connection: close',
      `content-length: ${Buffer.byteLength(body)}`,
    ]),
  )
  expect(JSON.parse(body)).toMatchObject({ code, emulator: { reason: 'broken-request' } })
})

test('only the first error of a connection is answered', () => {
  expect(answersTo('HPE_INVALID_METHOD', 'HPE_HEADER_OVERFLOW').match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
})

test('a connection that cannot be written to is left alone', () => {
  const socket = new PassThrough()
  socket.end()
  new BrokenRequests(() => 0).answer(new Error('Parse Error'), socket)
  expect(socket.read()).toBeNull()
})
