import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { accept, isRejected, reject } from './verdict.ts'

const SIGNING_STRING = [
  'date: Fri, 20 Nov 2026 12:00:00 GMT',
  'x-date: Fri, 20 Nov 2026 12:00:01 GMT',
  '(request-target): get /a=b?token=CANARY&c=CANARY=2&CANARY',
  'host: h',
  'content-length: 7',
  'content-type: text/plain',
  'x-content-sha256: AA==',
  'authorization: CANARY',
  'cookie: sid=CANARY; date: CANARY',
  'opc-obo-token: CANARY',
  'date:: CANARY',
  'x-anything: CANARY',
].join('\n')
const SHOWN = [
  'date: Fri, 20 Nov 2026 12:00:00 GMT',
  'x-date: Fri, 20 Nov 2026 12:00:01 GMT',
  '(request-target): get /a=b?token=<redacted>&c=<redacted>&<redacted>',
  'host: h',
  'content-length: 7',
  'content-type: text/plain',
  'x-content-sha256: AA==',
  'authorization: <redacted>',
  'cookie: <redacted>',
  'opc-obo-token: <redacted>',
  'date:: <redacted>',
  'x-anything: <redacted>',
].join('\n')

const told = {
  verified: true,
  keyId: 'ST$CANARY',
  principal: { kind: 'token' },
  method: 'GET',
  target: '/a?token=CANARY',
  host: 'h',
  date: 5,
  signedHeaders: ['date'],
  signingString: SIGNING_STRING,
} as const

describe.each<[string, (verdict: object) => unknown]>([
  ['JSON.stringify', (verdict) => JSON.parse(JSON.stringify(verdict))],
  ['util.inspect', (verdict) => (verdict as Record<symbol, () => object>)[Symbol.for('nodejs.util.inspect.custom')]!()],
])('%s shows', (_, print) => {
  test('a verdict that accepts without what may be a secret', () => {
    const shown = { keyId: 'ST$<redacted>', target: '/a?token=<redacted>', signingString: SHOWN }
    expect(print(accept(told))).toEqual({ ...told, ...shown })
  })

  test('a verdict that rejects likewise', () => {
    const shown = { verified: false, reason: 'unknown-key', message: 'No.', signingString: SHOWN }
    expect(print(reject('unknown-key', 'No.', SIGNING_STRING))).toEqual(shown)
  })

  test('a target without a query as it is', () => {
    expect(print(accept({ ...told, target: '/a=b&c' }))).toMatchObject({ target: '/a=b&c' })
  })

  test('no signing string where there is none', () => {
    expect(print(reject('invalid-date', 'No.'))).toEqual({ verified: false, reason: 'invalid-date', message: 'No.' })
  })
})

test('util.inspect prints that, inside other things too', () => {
  expect(inspect([{ verdict: accept(told) }], { depth: 5 })).not.toContain('CANARY')
  expect(inspect(accept(told))).toContain('ST$<redacted>')
})

test('its members tell all', () => {
  expect(accept(told)).toEqual(told)
  expect(Object.keys(reject('invalid-date', 'No.'))).toEqual(['verified', 'reason', 'message'])
})

test('a verdict is told from what is none by its own member', () => {
  expect([isRejected(reject('invalid-date', 'No.')), isRejected({})]).toEqual([true, false])
  expect(isRejected(Object.create({ verified: true }) as object)).toBe(false)
})
