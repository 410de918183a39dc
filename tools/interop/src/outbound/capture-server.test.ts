import { expect, test } from 'vitest'
import { isWhole } from './capture-server.ts'

test.each([
  ['GET /a HTTP/1.1\r\nhost: h\r\n', false],
  ['GET /a HTTP/1.1\r\nhost: h\r\n\r\n', true],
  ['PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n{', false],
  ['PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}', true],
  ['PUT /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n', false],
  ['PUT /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n', true],
  ['PUT /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', true],
])('%j is a whole request: %s', (bytes, expected) => {
  expect(isWhole(Buffer.from(bytes))).toBe(expected)
})
