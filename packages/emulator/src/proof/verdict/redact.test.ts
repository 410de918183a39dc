import { expect, test } from 'vitest'
import { redactDifference, redactHeader, redactKeyId, redactTarget, redactText } from './redact.ts'

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
  ['x-amzn-oidc-data', 'eyJhbGciOiJ9.e30.c2VjcmV0', '<redacted>'],
  ['x-any', 'one eyJhbGciOiJ9.e30.c2VjcmV0, two', 'one <redacted>, two'],
  ['x-any', '-----BEGIN RSA PRIVATE KEY-----c2VjcmV0+/=', '<redacted>'],
  ['x-any', '-----BEGIN PUBLIC KEY-----cHVibGlj', '-----BEGIN PUBLIC KEY-----cHVibGlj'],
  ['cookie', 'session=secret', '<redacted>'],
  ['x-emulator-signing-string', 'b2Jv', '<redacted>'],
  ['accept', 'application/json', 'application/json'],
  ['authorization', "Signature keyId='ST$secret',signature='c2VjcmV0'", 'Signature <redacted>'],
  ['authorization', ' signature  KeyId = "ST$secret"', '<redacted>'],
  ['authorization', 'signature  KeyId = "ST$secret"', 'signature  <redacted>'],
  ['authorization', 'Signature keyId=ST$secret', 'Signature <redacted>'],
  ['authorization', 'Signature keyId="ST$secret', 'Signature <redacted>'],
  ['authorization', 'Signature keyId="a\\"ST$secret"', 'Signature <redacted>'],
  ['authorization', 'Signature keyId="a" signature="secret"', 'Signature <redacted>'],
  [
    'authorization',
    'Signature KEYID="ST$secret", Signature="c2Vj" ,x="secret"',
    'Signature KEYID="ST$<redacted>", Signature="<redacted>" ,x="<redacted>"',
  ],
  ['authorization', 'Signature keyId="ST%24secret",headers="date"', 'Signature keyId="ST$<redacted>",headers="date"'],
  ['authorization', 'Signature keyId="eyJhbGciOiJ9.e30.x"', 'Signature keyId="<redacted>"'],
  ['authorization', 'SIGNATURE version="1"', 'SIGNATURE version="1"'],
  ['authorization', 'Bearer Oracle ', '<redacted>'],
  ['authorization', 'Basic Bearer Oracle', '<redacted>'],
  ...[
    'proxy-authorization',
    'x-authorisation',
    'x-session-token',
    'security-token',
    'x-amz-security-token',
    'X-Token',
    'x-access-token',
    'api-key',
    'apikey',
    'x-api_key',
    'x-auth-key',
    'access-key-id',
    'private_key',
    'set-cookie',
    'client-secret',
    'x-password',
    'x-passwd',
    'passphrase',
    'x-credentials',
    'x-session-id',
    'assertion',
    'x-bearer',
    'x-jwt',
    'x-signature',
    'sig',
    'pwd',
    'pin',
  ].map((name): [string, string, string] => [name, 'secret', '<redacted>']),
  ...[
    'opc-retry-token',
    'OPC-Retry-Token',
    'opc-request-id',
    'x-content-sha256',
    'content-type',
    'design',
    'spin',
    'x-sig-less',
    'key',
    'date',
    'host',
  ].map((name): [string, string, string] => [name, 'public', 'public']),
  ...['x-functions-key', 'ocp-apim-subscription-key', 'x-otp', 'x-pass'].map((name): [string, string, string] => [
    name,
    'secret',
    '<redacted>',
  ]),
  ['referer', 'http://user:secret@h/p', 'http://<redacted>@h/p'],
  ['x-original-url', '/p/secret/n/space', '/p/<redacted>/n/space'],
  ['referer', 'http://h/#access_token=secret', 'http://h/#access_token=<redacted>'],
  ['referer', 'http://h/p?a=1&token=secret', 'http://h/p?a=1&token=<redacted>'],
])('shows the header %s: %s as %s', (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected)
})

test.each([
  ['/echo?authorization=Signature%20keyId%3D%22ST%24secret%22', '/echo?authorization=<redacted>'],
  ['/echo?a=1&token=secret&b=2', '/echo?a=1&token=<redacted>&b=2'],
  ['/echo?TOKEN=secret', '/echo?TOKEN=<redacted>'],
  ['/echo?a;access_token=secret;b', '/echo?a;access_token=<redacted>;b'],
  ['/echo?%74oken=secret', '/echo?%74oken=<redacted>'],
  ['/echo?token%zz=secret', '/echo?token%zz=<redacted>'],
  ['/echo?client_secret=a=b&x', '/echo?client_secret=<redacted>&x'],
  ['/echo?token=a&token=b#c', '/echo?token=<redacted>&token=<redacted>#c'],
  ['/echo?token=', '/echo?token=<redacted>'],
  ['/echo?token', '/echo?token'],
  ['/echo?page=public&limit=1&date=x', '/echo?page=public&limit=1&date=x'],
  ['/token=public?a=b', '/token=public?a=b'],
  ['/p/secret/n/space/b/bucket/o/x', '/p/<redacted>/n/space/b/bucket/o/x'],
  ['//p/secret/n/space', '//p/<redacted>/n/space'],
  ['http://user:secret@h/p/secret/n/space', 'http://<redacted>@h/p/<redacted>/n/space'],
  ['/echo#access_token=secret', '/echo#access_token=<redacted>'],
  ['/p/public', '/p/public'],
  ['/echo/eyJhbGciOiJ9.e30.c2VjcmV0/x?state=eyJhbGciOiJ9.e30&b', '/echo/<redacted>/x?state=<redacted>&b'],
  ['/echo?a=-----BEGIN%20PRIVATE%20KEY-----c2Vj&b=1', '/echo?a=<redacted>&b=1'],
  ['/x/p/public/n/y', '/x/p/public/n/y'],
  ['/p/public?/n/', '/p/public?/n/'],
])('shows the target %s as %s', (target, expected) => {
  expect(redactTarget(target)).toBe(expected)
})

test.each([
  ['date: now', 'date: now'],
  ['(request-target): get /echo?token=secret', '(request-target): get /echo?token=<redacted>'],
  ['(request-target): get /p/secret/n/x', '(request-target): get /p/<redacted>/n/x'],
  ['(Request-Target): /p/secret/n/x', '(Request-Target): /p/<redacted>/n/x'],
  ['Opc-Obo-Token: secret', 'Opc-Obo-Token: <redacted>'],
  ['opc-obo-token:secret', 'opc-obo-token:<redacted>'],
  ['opc-obo-token : secret', 'opc-obo-token : <redacted>'],
  ['opc-obo-token=secret', 'opc-obo-token=<redacted>'],
  [' opc-obo-token:  secret', ' opc-obo-token: <redacted>'],
  ['x-session-token: a: secret', 'x-session-token: <redacted>'],
  ['authorization: Bearer secret', 'authorization: <redacted>'],
  ['AUTHORIZATION: Signature keyId="ST$secret"', 'AUTHORIZATION: Signature keyId="ST$<redacted>"'],
  ['a sentence: `cookie: secret` and `host: h`', 'a sentence: `cookie: <redacted>` and `host: h`'],
  ['no quotes', 'no quotes'],
])('shows the line %j as %j', (line, expected) => {
  expect(redactText(`host: h\n${line}\ndate: d`)).toBe(`host: h\n${expected}\ndate: d`)
  const difference = redactDifference({ line: 1, header: 'h', expected: line, actual: 'cookie: secret' })
  expect(difference).toEqual({ line: 1, header: 'h', expected, actual: 'cookie: <redacted>' })
  expect(redactDifference({ ...difference, actual: line }).actual).toBe(expected)
})

test.each([
  ['ten/user/AA:bb', 'ten/user/AA:bb'],
  ['ten/user', 'ten/user'],
  ['st$secret', 'ST$<redacted>'],
  ['ST%24secret', 'ST$<redacted>'],
  [' ST$secret', '<redacted>'],
  ['x%53T', '<redacted>'],
  ['a/eyJsecret', '<redacted>'],
  ['', ''],
])('shows the key id %j as %j', (keyId, expected) => {
  expect(redactKeyId(keyId)).toBe(expected)
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
