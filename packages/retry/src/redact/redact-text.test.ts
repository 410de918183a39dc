// What is secret by its looks; and any text, whatever it holds.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertHiddenInJson, MARK, secretNames, secretRuns, secrets } from '@x-tools/testkit/hidden-in-json'
import { redactText } from './redact-text.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJlLWh1bnRlcjI'
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nhunter2\n-----END RSA PRIVATE KEY-----'

describe('of what it knows by its looks it takes out', () => {
  test.each([
    ['a session’s key id', 'keyId ST$hunter2.a.b is', 'keyId ST$<redacted> is'],
    ['a JWT', `the token ${JWT} is`, 'the token <redacted> is'],
    ['a JWT at the end of a word', `x${JWT}`, 'x<redacted>'],
    ['a JWT that is cut off', `the token ${JWT.slice(0, 30)}`, 'the token <redacted>'],
    ['a private key', `a\n${PEM}\nb`, 'a\n<redacted>\nb'],
    ['a private key that is cut off', PEM.slice(0, -20), '<redacted>'],
    ['a private key with escaped line breaks', `"${PEM.replaceAll('\n', '\\n')}"`, '"<redacted>"'],
    ['bearer credentials', 'sent Bearer hunter2, then', 'sent Bearer <redacted>, then'],
    ['basic credentials', 'sent basic aHVudGVyMg==', 'sent basic <redacted>'],
    ['user info', 'proxy http://me:hunter2@host:1/', 'proxy http://<redacted>@host:1/'],
    [
      'the path of a pre-authenticated request',
      'https://host/p/hunter2hunter2/n/ns/b/o',
      'https://host/p/<redacted>/n/ns/b/o',
    ],
    ['the end of an API key’s id', 'keyId="a/b/hunter2",x', 'keyId="a/b/<redacted>",x'],
    ['a session’s key id in an address', `GET /?k=ST%24${JWT} failed`, 'GET /?k=ST%24<redacted> failed'],
    ['the beginning of a JWT', `refused ${JWT.slice(0, 12)}`, 'refused <redacted>'],
    ['a certificate', 'x -----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE----- y', 'x <redacted> y'],
    [
      'a signature',
      'got Signature version="1",keyId="ocid1.user.oc1..b/20:3b",signature="abc="',
      'got Signature version="1",keyId="ocid1.user.oc1..b/<redacted>",signature="<redacted>"',
    ],
    ['an escaped signature', 'got "signature=\\"abc=\\",x"', 'got "signature=\\"<redacted>\\",x"'],
    [
      'the fingerprint of an API key’s id in a sentence',
      'key ocid1.tenancy.oc1..a/ocid1.user.oc1..b/20:3b:97:13:55 is unknown',
      'key ocid1.tenancy.oc1..a/ocid1.user.oc1..b/<redacted> is unknown',
    ],
    ['nothing of what only begins like a JWT', 'heyJude and eyJa', undefined],
    ['nothing', 'Authorization failed or requested resource not found: token expired', undefined],
    ['nothing in a sentence about a scheme', 'needs Basic authentication, not bearer tokens.', undefined],
  ])('%s', (_, text, expected = text) => expect(redactText(text)).toBe(expected))
})

describe('whatever the secret is', () => {
  test('JSON never shows it, whole, cut off, nested or in a sentence', () => {
    assertHiddenInJson(redactText)
    expect(redactText('{"token":"hunter2"}')).toBe('{"token":"<redacted>"}')
  })

  test('a query, a form and a header never show it', () => {
    fc.assert(
      fc.property(secrets, secretNames, (secret, name) => {
        const form = new URLSearchParams({ a: '1', [name]: secret, b: '2' }).toString()
        const line = secret.replaceAll(/[^\x20-\x7e]/g, '')
        for (const text of [
          form,
          `https://host/a?${form}`,
          `\t${name}:  ${line}`,
          `a: b\r\n${name}: ${line}\r\nc: d`,
        ]) {
          expect(redactText(text)).not.toContain(MARK)
        }
      }),
      secretRuns,
    )
  })

  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (text) => {
        const once = redactText(text)
        expect(redactText(once)).toBe(once)
      }),
      secretRuns,
    )
  })
})

test('a text of hostile pieces takes its time in proportion', () => {
  const pieces = `
    < <a~ <token> <token>~ </token> <token></token> <token>~<![CDATA[~ <![CDATA[ <!-- --> <a~name="token"> name="
    <key>token</key> <x>token</x><y> <token>a<token>b</token> --token~ --token~" -p~ mkdir~-p~ mkdir~-a~-p token:~a~ token:~try~again, --token~<token> -u~a: "token","token" "token",
    "token","value": token:~|^~~ "token":~|^ -~token:~|^ token:~a^~ token:^ % %25 \\u0025 &amp; \\u005c \\/ \\" = @
    a a: a= 'a':~' "a": \\ ~ ~=~ ^ :// ST$ eyJa. Bearer~ /p/aaaaaaaaa keyId="/ -----BEGIN~PRIVATE~KEY----- token= <a
    MII LS0tLS1CRUdJTi aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa^ %2B {\\"token\\": signature=" ： ^^`
  const ends = ['', '</token>', '"', 'x']
  for (const piece of pieces.trim().split(/\s+/)) {
    const text = piece.replaceAll('~', ' ').replaceAll('^', '\n')
    for (const end of ends) expect(redactText(text.repeat(20_000 / text.length) + end).length).toBeGreaterThan(0)
  }
}, 60_000)
