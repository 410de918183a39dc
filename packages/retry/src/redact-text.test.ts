import { describe, expect, test } from 'vitest'
import { redactText } from './redact-text.ts'

const jwt = 'eyJraWQiOiJhc3cifQ.eyJzdWIiOiJvY2lkMSJ9.c2lnbmF0dXJl'

describe('redactText', () => {
  test.each([
    ['a session token', `key ST$${jwt} is wrong`, 'key <redacted> is wrong'],
    ['an encoded session token', `GET /?k=ST%24${jwt} failed`, 'GET /?k=<redacted> failed'],
    ['a JWT', `refused ${jwt}.`, 'refused <redacted>'],
    ['a JWT that was cut off', `refused ${jwt.slice(0, 12)}`, 'refused <redacted>'],
    ['a PEM block', 'x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- y', 'x <redacted> y'],
    [
      'a PEM block in JSON',
      'x -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n y',
      'x <redacted>\\n y',
    ],
    ['a PEM block that was cut off', 'x -----BEGIN PRIVATE KEY-----\nMIIE', 'x <redacted>'],
    [
      'an Authorization header',
      'sent Authorization: Signature version="1",keyId="a/b/c"\nnext',
      'sent Authorization: <redacted>\nnext',
    ],
    ['an Authorization in JSON', '{"authorization":"Bearer abc"}', '{"authorization": <redacted>'],
    ['a signature', 'got Signature version="1",signature="abc="', 'got Signature <redacted>'],
    ['bearer credentials', 'with Bearer abcdef123', 'with Bearer <redacted>'],
    ['basic credentials', 'with basic YWJjZGVmZw==', 'with basic <redacted>'],
    ['a password', 'password=hunter2&x=1', 'password=<redacted>&x=1'],
    ['a value with an escaped quote', '{"pass_phrase":"a\\"bc","x":1}', '{"pass_phrase":<redacted>,"x":1}'],
    ['a camel-case name', '{"currentToken": "abc"}', '{"currentToken": <redacted>}'],
    ['an obo token', 'opc-obo-token: abc', 'opc-obo-token: <redacted>'],
    ['key content', "key_content='abc'", 'key_content=<redacted>'],
    [
      'the fingerprint of an API key’s id',
      'ocid1.tenancy.oc1..a/ocid1.user.oc1..b/20:3b:97:13:55',
      'ocid1.tenancy.oc1..a/ocid1.user.oc1..b/<redacted>',
    ],
  ])('takes out %s', (_, text, expected) => {
    expect(redactText(text)).toBe(expected)
  })

  test.each([
    ['The required information to complete authentication was not provided.'],
    ['Authorization failed or requested resource not found.'],
    ['token expired'],
    ['basic'],
    ['connect ECONNREFUSED 127.0.0.1:443'],
  ])('leaves %j alone', (text) => {
    expect(redactText(text)).toBe(text)
  })

  test('drops what is beyond 4096 characters', () => {
    expect(redactText('x'.repeat(10_000))).toHaveLength(4096)
  })
})
