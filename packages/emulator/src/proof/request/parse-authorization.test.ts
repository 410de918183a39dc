import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAuthorization } from './parse-authorization.ts'
import { REFUSAL_REASONS } from '../verdict/reasons.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500)
const GOOD =
  'Signature algorithm="rsa-sha256",headers="date (request-target) host",keyId="k",signature="AAAA",version="1"'

test('reads the parameters in any order, with blanks after commas and without a version', () => {
  const value = 'signature keyId="k", signature="AAAA",headers="X-Date (request-target)" ,algorithm="rsa-sha256"'
  expect(parseAuthorization([value])).toEqual({
    ok: true,
    value: { keyId: 'k', signedHeaders: ['x-date', '(request-target)'], signature: Buffer.from('AAAA', 'base64') },
  })
})

test('ignores parameters it does not know', () => {
  expect(parseAuthorization([`${GOOD},created="1"`])).toMatchObject({ ok: true })
})

test.each([
  [undefined, 'no-authorization'],
  [[GOOD, GOOD], 'duplicate-authorization'],
  [[''], 'unsupported-scheme'],
  [['Bearer abc'], 'unsupported-scheme'],
  [['Signature'], 'unsupported-scheme'],
  [['Signature nonsense'], 'malformed-authorization'],
  [[`${GOOD},`], 'malformed-authorization'],
  [[GOOD.replace('keyId="k"', 'keyId="a\\"b"')], 'malformed-authorization'],
  [[`${GOOD},keyId="k"`], 'duplicate-parameter'],
  [[GOOD.replace('keyId="k"', 'keyId=""')], 'missing-parameter'],
  [[GOOD.replace('signature="AAAA",', '')], 'missing-parameter'],
  [[GOOD.replace('version="1"', 'version="2"')], 'unsupported-version'],
  [[GOOD.replace('rsa-sha256', 'hmac-sha256')], 'unsupported-algorithm'],
  [[GOOD.replace('AAAA', 'A')], 'malformed-signature'],
  [[GOOD.replace('AAAA', 'A-_A')], 'malformed-signature'],
  [[GOOD.replace('date (request-target) host', 'date  host')], 'malformed-header-list'],
  [[GOOD.replace('date (request-target) host', 'date DATE')], 'malformed-header-list'],
  [[GOOD.replace('date (request-target) host', '(created)')], 'malformed-header-list'],
])('refuses %j as %s', (values, reason) => {
  expect(parseAuthorization(values)).toMatchObject({ ok: false, reason })
})

test('answers any text with a reason or with parameters, and never throws', () => {
  const piece = fc.constantFrom(
    'keyId',
    'headers',
    'signature',
    'algorithm',
    '="',
    '"',
    ',',
    ' ',
    '\\',
    'rsa-sha256',
    'AA==',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(piece, fc.string())).map((p) => `Signature ${p.join('')}`),
  )
  fc.assert(
    fc.property(text, (value) => {
      const outcome = parseAuthorization([value])
      expect(outcome.ok || outcome.reason in REFUSAL_REASONS).toBe(true)
    }),
    { numRuns },
  )
})
