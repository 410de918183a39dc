import { expect, test } from 'vitest'
import { tamper, TAMPERED } from './tamper.ts'

const HEAD =
  'PUT /a HTTP/1.1\r\nHost: h\r\ndate: Fri, 20 Nov 2026 08:00:00 GMT\r\nAuthorization: Signature keyId="k",signature="AAAA"\r\ncontent-length: 2\r\n\r\n'

test('each of them is another request', () => {
  const raw = Buffer.from(`${HEAD}{}`).toString('base64')
  const tampered = tamper({ id: 'bare: 1 a', raw, bodyUnsigned: false })
  expect(tampered.map(({ id }) => id)).toEqual(TAMPERED.map((what) => `tampered with: ${what}`))
  expect(new Set([raw, ...tampered.map((one) => one.raw)]).size).toBe(TAMPERED.length + 1)
})
