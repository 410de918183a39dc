import * as fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { redact } from './redact.ts'

describe('in text', () => {
  test.each([
    ['a JSON member', '{"currentToken":"hunter2","user":"me"}', '{"currentToken":"<redacted>","user":"me"}'],
    ['a JSON member that is a number', '{"password":12345}', '{"password":"<redacted>"}'],
    ['JSON within JSON', '{"body":"{\\"token\\":5}"}', '{"body":"{\\"token\\":\\"<redacted>\\"}"}'],
    ['JSON that is cut off', '{"user":"me","token":"hunter2', '{"user":"me","token":"<redacted>'],
    ['a sentence', 'refused ST$hunter2 for this', 'refused ST$<redacted> for this'],
  ])('%s', (_, text, expected) => expect(redact(text)).toBe(expected))

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
})
