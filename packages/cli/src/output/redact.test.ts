import { expect, test } from 'vitest'
import { redact, withoutControls } from './redact.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvY2lkMSJ9.c2lnbmF0dXJl-_A'
const BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3S'
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${BODY}\n${BODY}\n-----END RSA PRIVATE KEY-----`

test.each([
  ['a key identifier', `keyId="ST$${JWT}"`, 'keyId="<redacted>"'],
  ['a token', `token ${JWT}.`, 'token <redacted>'],
  ['a token that was cut off', 'eyJhbGciOiJSUzI1NiJ9', '<redacted>'],
  ['a token in JSON', `{"token":"${JWT}"}`, '{"token":"<redacted>"}'],
  ['a private key', `a ${PEM} b`, 'a <redacted> b'],
  ['a private key with written line breaks', PEM.replaceAll('\n', '\\n'), '<redacted>'],
  ['a private key without its end', PEM.slice(0, 60), '<redacted>'],
  ['the body of a private key', `x ${BODY} y`, 'x <redacted> y'],
  ['a signature', 'version="1",signature="abc+/=",x', 'version="1",signature="<redacted>",x'],
  ['a signature in JSON', String.raw`"signature=\"abc\""`, String.raw`"signature=\"<redacted>\""`],
  ['a bearer', 'authorization: Bearer abc.def', 'authorization: Bearer <redacted>'],
  ['an address of a login', '#security_token=abc&x=1', '#security_token=<redacted>&x=1'],
  ['a passphrase in a configuration', 'pass_phrase = hunter2', 'pass_phrase = <redacted>'],
])('%s is not shown', (_, text, shown) => {
  expect(redact(text)).toBe(shown)
})

test.each([
  'ocid1.tenancy.oc1..aaaaaaaaexampleexampleexampleexampleexampleexampleexample',
  '/home/me/.oci/sessions/DAILY/oci_api_key.pem',
  '12:34:56:78:9a:bc:de:f0:12:34:56:78:9a:bc:de:f0',
  '-----BEGIN PUBLIC KEY-----',
  'security_token_file=/home/me/token',
])('%s is shown', (text) => {
  expect(redact(text)).toBe(text)
})

test('what would steer a terminal is not shown, line breaks and tabs are', () => {
  expect(withoutControls('a\u001B[2Jb\u0007\u009Bc\n\td\r')).toBe('a\uFFFD[2Jb\uFFFD\uFFFDc\n\td\uFFFD')
})
