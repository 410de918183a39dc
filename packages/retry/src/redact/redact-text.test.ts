import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { redactText } from './redact-text.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJlLWh1bnRlcjI'
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nhunter2\n-----END RSA PRIVATE KEY-----'

describe('takes out', () => {
  test.each([
    ['a JSON member', '{"currentToken":"hunter2","user":"me"}', '{"currentToken":"<redacted>","user":"me"}'],
    ['a JSON member that is a number', '{"password":12345}', '{"password":<redacted>}'],
    ['a value with an escaped quote', '{"token":"a\\"hunter2"}', '{"token":"<redacted>"}'],
    ['JSON within JSON', '{"body":"{\\"token\\":\\"hunter2\\"}"}', '{"body":"{\\"token\\":\\"<redacted>\\"}"}'],
    ['JSON that is cut off', '{"user":"me","token":"hunter2', '{"user":"me","token":"<redacted>'],
    ['JSON that is cut off within an escape', '{"token":"hunter2\\', '{"token":"<redacted>'],
    ['JSON in a sentence', 'got {"pass_phrase": "a\\"hunter2", "b": 1}', 'got {"pass_phrase": "<redacted>", "b": 1}'],
    [
      'escaped JSON in a sentence',
      'got "{\\"token\\":\\"hunter2\\",\\"b\\":1}"',
      'got "{\\"token\\":\\"<redacted>\\",\\"b\\":1}"',
    ],
    ['Python’s notation', "{'token': 'hunter2', 'b': 1}", "{'token': '<redacted>', 'b': 1}"],
    ['a query', 'GET /a?b=c&access_token=hunter2&d=e', 'GET /a?b=c&access_token=<redacted>&d=e'],
    ['a form', 'grant_type=x&client_secret=hunter2', 'grant_type=x&client_secret=<redacted>'],
    ['a quoted pair', 'run --set pass_phrase="hunter2 hunter2" x', 'run --set pass_phrase="<redacted>" x'],
    [
      'an indented header',
      'sent:\n    Authorization: Signature hunter2\n  date: x',
      'sent:\n    Authorization: <redacted>\n  date: x',
    ],
    ['a header after its arrow', '> Cookie: a=hunter2; b=hunter2', '> Cookie: <redacted>'],
    ['a line of a config file', 'user=me\npass_phrase = hunter2 more\n', 'user=me\npass_phrase = <redacted>\n'],
    ['a session’s key id', 'keyId ST$hunter2.a.b is', 'keyId ST$<redacted> is'],
    ['a JWT', `the token ${JWT} is`, 'the token <redacted> is'],
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
    ['a header in a sentence', 'sent Authorization: Custom a="1", b\nnext', 'sent Authorization: <redacted>\nnext'],
    ['cookies in a sentence', 'sent Cookie: a=hunter2; b=hunter2', 'sent Cookie: <redacted>'],
    ['another header in a sentence', 'sent opc-obo-token: hunter2 twice', 'sent opc-obo-token: <redacted> twice'],
    [
      'a printed object',
      "with { authorization: 'hunter2', password: \"hunter2\", cookie: [ 'hunter2' ] }",
      'with { authorization: \'<redacted>\', password: "<redacted>", cookie: <redacted>',
    ],
    ['a name with other letters before it', 'é_token=hunter2 $token=hunter2', 'é_token=<redacted> $token=<redacted>'],
    ['a name longer than any', `${'a'.repeat(300)}_token=hunter2 x`, `${'a'.repeat(300)}_token=<redacted> x`],
    ['a line with quotes in it', 'token: "hunter2" hunter2\nnext', 'token: <redacted>\nnext'],
    ['a quoted line that goes on', 'SECRET="hunter2\nhunter2"\nnext', 'SECRET=<redacted>\nnext'],
    ['a placeholder on a line, and no more', 'Token: [hidden]\nnext', 'Token: <redacted>\nnext'],
    ['all of a list without an end', 'x "tokens-token": ["a", "b"], "c": 1', 'x "tokens-token": <redacted>'],
    ['nothing where a value is empty', '{"token":"","b":"c', undefined],
    ['nothing where an address has a port', 'connect ECONNREFUSED 127.0.0.1:443', undefined],
    ['nothing', 'Authorization failed or requested resource not found: token expired', undefined],
    ['nothing in a sentence about a scheme', 'needs Basic authentication, not bearer tokens.', undefined],
    ['nothing in a time', 'at 2024-01-01T00:00:00Z: 5 tokens left', undefined],
  ])('%s', (_, text, expected = text) => expect(redactText(text)).toBe(expected))
})

describe('whatever the secret is', () => {
  const runs = { numRuns: fuzzRuns(200) }
  const MARK = 'h7u9n5t3e1r'
  /** Any characters around a mark that is looked for afterwards. */
  const secrets = fc
    .tuple(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }))
    .map(([a, b]) => a + MARK + b)
  const names = fc.constantFrom(
    'token',
    'newPassword',
    'pass_phrase',
    'X-Client-Secret',
    'private_key',
    'opc-obo-token',
  )

  test('JSON never shows it, whole, cut off, nested or in a sentence', () => {
    const cut = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(secrets, names, cut, (secret, name, share) => {
        const json = JSON.stringify({ a: 1, [name]: secret, b: [{ [name]: secret }] })
        const nested = JSON.stringify({ json })
        for (const text of [json, nested, `got ${json} back`, json.slice(0, share * json.length), `x ${nested}`]) {
          expect(redactText(text)).not.toContain(MARK)
        }
      }),
      runs,
    )
  })

  test('a query, a form and a header never show it', () => {
    fc.assert(
      fc.property(secrets, names, (secret, name) => {
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
      runs,
    )
  })

  test('doing it twice changes nothing, and long text takes its time in proportion', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (text) => {
        const once = redactText(text)
        expect(redactText(once)).toBe(once)
      }),
      runs,
    )
    for (const piece of [
      'a',
      '"',
      '\\',
      '"a":',
      'a=',
      ' ',
      '\n',
      '-----BEGIN PRIVATE KEY-----',
      'ST$',
      'eyJa.',
      'a:',
      '://',
      ' = ',
      'token=',
      'token: ',
      'keyId="/',
      'Bearer ',
      '/p/aaaaaaaaa',
      "'a': '",
    ]) {
      expect(redactText(piece.repeat(100_000 / piece.length)).length).toBeGreaterThan(0)
    }
  })
})
