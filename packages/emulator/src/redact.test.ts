import { expect, test } from 'vitest'
import { redactHeader, redactKeyId, redactText } from './redact.ts'

test.each([
  [
    'authorization',
    'Signature algorithm="rsa-sha256",headers="date host",keyId="ST$eyJ.abc",signature="c2VjcmV0",version="1"',
    'Signature algorithm="rsa-sha256",headers="date host",keyId="ST$<redacted>",signature="<redacted>",version="1"',
  ],
  [
    'authorization',
    'Signature keyId="ten/user/fp",signature="c2VjcmV0"',
    'Signature keyId="ten/user/fp",signature="<redacted>"',
  ],
  ['authorization', 'Bearer secret', '<redacted>'],
  ['authorization', 'Bearer Oracle', 'Bearer Oracle'],
  ['authorization', 'Bearer Oraclesecret', '<redacted>'],
  ['authorization', 'Signaturesecret', '<redacted>'],
  ['opc-obo-token', 'secret', '<redacted>'],
  ['cookie', 'session=secret', '<redacted>'],
  ['x-emulator-signing-string', 'b2Jv', '<redacted>'],
  ['accept', 'application/json', 'application/json'],
])('shows the header %s: %s as %s', (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected)
})

test('shows an API key’s id and hides a session’s', () => {
  expect(redactKeyId('ten/user/fp')).toBe('ten/user/fp')
  expect(redactKeyId('ST$eyJ')).toBe('ST$<redacted>')
})

test('takes a delegation token out of a signing string and out of a sentence that quotes its line', () => {
  expect(redactText('date: now\nopc-obo-token: secret\nhost: h')).toBe('date: now\nopc-obo-token: <redacted>\nhost: h')
  expect(redactText('if line 2 were `opc-obo-token: se cret`: so')).toBe(
    'if line 2 were `opc-obo-token: <redacted>`: so',
  )
})
