import * as fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { redact } from './redact.ts'
import { isSecretName } from './secret-names.ts'

const SECRET_NAMES = `
  authorization Proxy-Authorization opc-obo-token x-api-key Cookie set-cookie security-context x-token x-token-value
  X--Token x-authorization-more x-key-1 password passphrase pass_phrase access_token refreshToken id-token security_token
  sessionToken delegation_token subject_token serviceAccountToken currentToken oboToken client_secret clientSecret
  private-key privateKeyPem newPublicKey podKey key_content OCI_CLI_KEY_CONTENT rawCredential`
const OTHER_NAMES = `
  tokenization-status private-key-id client-secret-version x-key x-keyring-name tokenType security_token_file
  opc-request-id authorizationType fingerprint key_file x-tokens-left`
const words = (text: string): string[] => text.trim().split(/\s+/)

describe('a name is secret', () => {
  test.each(words(SECRET_NAMES))('%s', (name) => expect(isSecretName(name)).toBe(true))

  test.each(words(OTHER_NAMES))('but not %s', (name) => expect(isSecretName(name)).toBe(false))
})

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJlLWh1bnRlcjI'
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nhunter2\n-----END RSA PRIVATE KEY-----'

describe('in text', () => {
  test.each([
    ['a JSON member', '{"currentToken":"hunter2","user":"me"}', '{"currentToken":"<redacted>","user":"me"}'],
    ['a JSON member that is a number', '{"password":12345}', '{"password":"<redacted>"}'],
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
    ['a quoted pair', 'run --set pass_phrase="hunter2 hunter2" x', 'run --set pass_phrase=<redacted> x'],
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
    ['nothing', 'Authorization failed or requested resource not found: token expired', undefined],
    ['nothing in a sentence about a scheme', 'needs Basic authentication, not bearer tokens.', undefined],
    ['nothing in a time', 'at 2024-01-01T00:00:00Z: 5 tokens left', undefined],
  ])('%s', (_, text, expected = text) => expect(redact(text)).toBe(expected))

  test('an address keeps all that is not secret', () => {
    const url = new URL('https://me:hunter2@host:1/a?b=c&token=hunter2')
    expect(redact(url)).toBe('https://<redacted>@host:1/a?b=c&token=<redacted>')
  })
})

describe('in values', () => {
  test('names decide, deep down and in lists', () => {
    const given = {
      a: [{ Token: 'hunter2' }, 'ST$hunter2'],
      cookie: ['hunter2', 'hunter2'],
      token: null,
      hasToken: true,
    }
    expect(redact(given)).toEqual({
      a: [{ Token: '<redacted>' }, 'ST$<redacted>'],
      cookie: ['<redacted>', '<redacted>'],
      token: null,
      hasToken: true,
    })
    expect(given.cookie).toEqual(['hunter2', 'hunter2'])
  })

  test.each([
    ['Headers', new Headers({ authorization: 'hunter2', date: 'x' }), { authorization: '<redacted>', date: 'x' }],
    ['a Map', new Map([['token', 'hunter2']]), { token: '<redacted>' }],
    ['a Set', new Set(['ST$hunter2']), ['ST$<redacted>']],
    ['search parameters', new URLSearchParams('a=b&token=hunter2'), 'a=b&token=<redacted>'],
    ['bytes', new TextEncoder().encode('hunter2'), '[7 bytes]'],
    ['a function', () => 'hunter2', '[function]'],
    ['a number', 5, 5],
    [
      'a member called __proto__',
      JSON.parse('{"__proto__":{"token":"hunter2"}}'),
      JSON.parse('{"__proto__":{"token":"<redacted>"}}'),
    ],
  ])('%s', (_, value, expected) => expect(redact(value)).toEqual(expected))

  test('errors keep name, message, members and cause', () => {
    const error = Object.assign(new TypeError('no ST$hunter2', { cause: new Error('Bearer hunter2') }), {
      token: 'hunter2',
    })
    expect(redact(error)).toEqual({
      name: 'TypeError',
      message: 'no ST$<redacted>',
      token: '<redacted>',
      cause: { name: 'Error', message: 'Bearer <redacted>' },
    })
  })

  test('circles and depths end', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(redact(circle)).toEqual({ self: '[circular]' })
    const deep = JSON.parse(`${'{"a":'.repeat(500)}"hunter2"${'}'.repeat(500)}`) as unknown
    expect(JSON.stringify(redact(deep))).not.toContain('hunter2')
  })
})

describe('whatever the secret is', () => {
  const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) }
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
          expect(redact(text)).not.toContain(MARK)
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
          expect(redact(text)).not.toContain(MARK)
        }
      }),
      runs,
    )
  })

  test('a structure never shows it', () => {
    fc.assert(
      fc.property(secrets, names, fc.object(), (secret, name, object) => {
        expect(inspect(redact({ object, [name]: secret, list: [{ [name]: [secret] }] }), { depth: 20 })).not.toContain(
          MARK,
        )
      }),
      runs,
    )
  })

  test('doing it twice changes nothing, and long text takes its time in proportion', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (text) => {
        const once = redact(text)
        expect(redact(once)).toBe(once)
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
      '/p/aaaaaaaaa',
      "'a': '",
    ]) {
      expect(redact(piece.repeat(100_000 / piece.length)).length).toBeGreaterThan(0)
    }
  })
})
