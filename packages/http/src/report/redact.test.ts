import * as fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { assertHiddenInJson, MARK, secretNames, secretRuns, secrets } from '@x-tools/testkit/hidden-in-json'
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

describe('names and secrets side by side', () => {
  test.each<[string, unknown, unknown]>([
    ['pairs', [['Authorization', 'h'], ['date', 'x']], [['Authorization', '<redacted>'], ['date', 'x']]], // prettier-ignore
    [
      'rawHeaders',
      ['date', 'x', 'authorization', 'h', 'a', 'b'],
      ['date', 'x', 'authorization', '<redacted>', 'a', 'b'],
    ],
    ['a name that may be a value', ['a', 'token', 'token', 'h', 'b'], ['a', 'token', '<redacted>', '<redacted>', 'b']],
    ['arguments', ['x', '--token', 'h', '-p', 'h', '--token=h'], ['x', '--token', '<redacted>', '-p', '<redacted>', '--token=<redacted>']], // prettier-ignore
    ['a list after a name', ['token', ['h', ['h'], null, true]], ['token', ['<redacted>', '<redacted>', null, true]]],
    ['an object after a name', ['token', { a: 'h' }], ['token', '<redacted>']],
    ['a sentence before a text', ['no such token', 'x', 'a'.repeat(96) + 'token', 'x'], ['no such token', 'x', 'a'.repeat(96) + 'token', 'x']], // prettier-ignore
    ['a long name', ['a'.repeat(95) + 'token', 'h'], ['a'.repeat(95) + 'token', '<redacted>']],
    ['a set', new Set(['token', 'h']), ['token', '<redacted>']],
    ['name and value', [{ name: 'token', value: 'h' }], [{ name: 'token', value: '<redacted>' }]],
    ['value and name', { Value: 'h', Key: 'token' }, { Value: '<redacted>', Key: 'token' }],
    ['header and values', { header: 'cookie', values: ['h', 'h'] }, { header: 'cookie', values: ['<redacted>', '<redacted>'] }], // prettier-ignore
    ['k and v', { k: 'token', v: 'h', a: 'b' }, { k: 'token', v: '<redacted>', a: 'b' }],
    ['field and content', { field: 'token', content: 'h' }, { field: 'token', content: '<redacted>' }],
    ['param and val', { param: 'token', val: 'h' }, { param: 'token', val: '<redacted>' }],
    ['parameter and value', { parameter: 'token', value: 'h' }, { parameter: 'token', value: '<redacted>' }],
    ['another name and value', { name: 'user', value: 'me' }, { name: 'user', value: 'me' }],
    ['another member and value', { title: 'token', value: 'me' }, { title: 'token', value: 'me' }],
    [
      'a private JWK',
      { kty: 'RSA', n: 'x', e: 'AQAB', d: 'h', p: 'h', q: 'h', dp: 'h', dq: 'h', qi: 'h', oth: [{ r: 'h' }], k: 'h' },
      { kty: 'RSA', n: 'x', e: 'AQAB', d: '<redacted>', p: '<redacted>', q: '<redacted>', dp: '<redacted>', dq: '<redacted>', qi: '<redacted>', oth: ['<redacted>'], k: '<redacted>' }, // prettier-ignore
    ],
    ['letters that are no JWK', { d: 1, p: 'x', k: 'y' }, { d: 1, p: 'x', k: 'y' }],
    ['JSON of pairs', '[["token","h"]]', '[["token","<redacted>"]]'],
    ['a secret as a name', { ST$hunter2: 1 }, { 'ST$<redacted>': 1 }],
    ['a Map with a secret as a name', new Map<unknown, unknown>([['Bearer hunter2', 1], [{ token: 'h' }, 2], [5, 3], [redact, 4]]), { 'Bearer <redacted>': 1, '[object]': 2, 5: 3, '[function]': 4 }], // prettier-ignore
  ])('%s', (_, value, expected) => expect(redact(value)).toStrictEqual(expected))
})

describe('bytes', () => {
  const bytes = [...Buffer.from('hunter2!')]
  test.each<[string, unknown, unknown]>([
    ['a Buffer', Buffer.from('hunter2'), '[7 bytes]'],
    ['an ArrayBuffer', new ArrayBuffer(5), '[5 bytes]'],
    ['a part of a buffer', new DataView(new ArrayBuffer(9), 2, 3), '[3 bytes]'],
    ['the JSON of a Buffer', JSON.stringify({ a: Buffer.from('hunter2') }), '{"a":"[7 bytes]"}'],
    ['the JSON of other bytes', JSON.stringify(new Uint8Array(bytes)), '"[8 bytes]"'],
    ['an object of seven numbers', { ...bytes.slice(1) }, { ...bytes.slice(1) }],
    ['an object of greater numbers', { ...bytes, 7: 256 }, { ...bytes, 7: 256 }],
    ['an object of the greatest bytes', { ...bytes, 7: 255, 6: 0 }, '[8 bytes]'],
    ['an object of negative numbers', { ...bytes, 7: -1 }, { ...bytes, 7: -1 }],
    ['an object of fractions', { ...bytes, 7: 0.5 }, { ...bytes, 7: 0.5 }],
    ['numbers with other names', { a: 1, ...bytes }, { a: 1, ...bytes }],
    ['another type', { type: 'Bufferx', data: [1] }, { type: 'Bufferx', data: [1] }],
    ['a Buffer with more', { type: 'Buffer', data: [1], a: 1 }, { type: 'Buffer', data: [1], a: 1 }],
    ['a Buffer of text', { type: 'Buffer', data: 'x' }, { type: 'Buffer', data: 'x' }],
  ])('%s', (_, value, expected) => expect(redact(value)).toStrictEqual(expected))
})

describe('what cannot be read', () => {
  const trap = (): never => {
    throw new Error('trap')
  }
  const getter = { a: 1, get b() { return trap() } } // prettier-ignore
  const revoked = Proxy.revocable([], {})
  revoked.revoke()
  const circle: unknown[] = []
  circle.push(circle)

  test.each<[string, unknown, unknown]>([
    ['a getter that throws', getter, { a: 1, b: '[unreadable]' }],
    ['a list whose items throw', new Proxy(['a'], { get: (_, name) => (name === 'length' ? 1 : trap()) }), ['[unreadable]']], // prettier-ignore
    ['an object whose members throw', new Proxy({ a: 1 }, { get: trap }), { a: '[unreadable]' }],
    ['a proxy that refuses', { a: new Proxy({}, { ownKeys: trap }), b: 1 }, { a: '[unreadable]', b: 1 }],
    ['a proxy that was revoked', [revoked.proxy, 1], ['[unreadable]', 1]],
    ['an error whose message throws', Object.defineProperty(new Error('x'), 'message', { get: trap }), { name: 'Error', message: '[unreadable]' }], // prettier-ignore
    ['a secret list of itself', { token: circle }, { token: ['<redacted>'] }],
    ['a date that is none', [new Date(Number.NaN)], [new Date(Number.NaN)]],
    ['a text object', [new String('token=hunter2')], ['token=<redacted>']],
    ['members under symbols', { [Symbol('token')]: 'hunter2', a: Symbol('hunter2') }, { a: '[symbol]' }],
    ['private members', new (class { readonly #a = 'hunter2'; readonly b = 1; a = (): string => this.#a })(), { b: 1, a: '[function]' }], // prettier-ignore
  ])('%s', (_, value, expected) => expect(redact(value)).toStrictEqual(expected))

  test('a date that carries a secret is copied without it', () => {
    const copy = redact(Object.assign(new Date(5), { token: 'hunter2' }))
    expect(copy).toStrictEqual(new Date(5))
    expect(inspect(copy)).not.toContain('hunter2')
  })

  test('the errors of an AggregateError are shown, its stack is not', () => {
    const error = new AggregateError([new Error('Bearer hunter2')], 'both', { cause: 5 })
    expect(redact(error)).toStrictEqual({
      name: 'AggregateError',
      message: 'both',
      cause: 5,
      errors: [{ name: 'Error', message: 'Bearer <redacted>' }],
    })
  })

  test('headers and forms of another undici are read by their tag', () => {
    const entries = [['token', 'h'], ['a', 'b']] as const // prettier-ignore
    for (const tag of ['Headers', 'FormData']) {
      const value = { [Symbol.toStringTag]: tag, [Symbol.iterator]: () => entries.values() }
      expect(redact(value)).toStrictEqual({ token: '<redacted>', a: 'b' })
    }
    const form = new FormData()
    form.set('token', 'hunter2')
    expect(redact(form)).toStrictEqual({ token: '<redacted>' })
  })
})

describe('what is longer than anybody reads', () => {
  const sparse = (length: number, items: object = {}): unknown[] => Object.assign([], { length }, items)

  test('a list of holes shows what it holds', () => {
    expect(redact(sparse(10_000, { 2: 'x' }))).toStrictEqual(Array.from(sparse(10_000, { 2: 'x' })))
    expect(redact(sparse(10_001))).toStrictEqual(['[10001 holes]'])
    expect(redact(sparse(4e9, { 5: 'x', 3e9: 'ST$hunter2' }))).toStrictEqual([
      'x',
      'ST$<redacted>',
      '[3999999998 holes]',
    ])
    expect(redact(sparse(4e9, { 5: 'token', 3e9: 'hunter2', more: 'x' }))).toStrictEqual(['token', '<redacted>', '[3999999998 holes]']) // prettier-ignore
  })

  test('a secret list of holes shows none of it', () => {
    expect(redact({ token: sparse(4e9, { 5: 'hunter2' }) })).toStrictEqual({ token: ['<redacted>', '<redacted>'] })
    expect(redact({ token: sparse(2, { 1: 'hunter2' }) })).toStrictEqual({ token: [undefined, '<redacted>'] })
  })

  test('a list that is full is shown whole', () => {
    const full = Array.from({ length: 10_001 }, (_, index) => index)
    expect(redact(full)).toStrictEqual(full)
    expect(redact(full.slice(1))).toStrictEqual(full.slice(1))
  })

  test('a list that claims to be endless shows what it holds', () => {
    const get = (list: readonly unknown[], name: string): unknown =>
      name === 'length' ? Number.MAX_SAFE_INTEGER : Reflect.get(list, name)
    expect(redact(new Proxy(['x'], { get }))).toStrictEqual(['x', `[${Number.MAX_SAFE_INTEGER - 1} holes]`])
  })

  test('of endless headers 10 000 are shown', () => {
    let given = 0
    const headers = {
      [Symbol.toStringTag]: 'Headers',
      *[Symbol.iterator]() {
        for (;;) yield [String(given++), 'x']
      },
    }
    expect(Object.keys(redact(headers) as object)).toHaveLength(10_000)
    expect(given).toBe(10_001)
  })
})

describe('objects that are met more than once', () => {
  /** An object with two ways to each of `depth` others, and how often their members were read. */
  function doubled(depth: number): { readonly value: object; readonly reads: () => number } {
    let reads = 0
    let value: object = { token: 'hunter2' }
    for (let level = 0; level < depth; level++) {
      const inner = value
      const get = (): object => {
        reads += 1
        return inner
      }
      value = Object.defineProperties({}, { a: { get, enumerable: true }, b: { get, enumerable: true } })
    }
    return { value, reads: () => reads }
  }

  test('are read once at each depth', () => {
    for (const depth of [5, 10, 11]) {
      const { value, reads } = doubled(depth)
      redact(value)
      expect(reads()).toBe(2 * depth)
    }
  })

  test('are shown each time', () => {
    const shared = { token: 'hunter2', a: 1 }
    const shown = { token: '<redacted>', a: 1 }
    expect(redact([shared, { shared }, shared])).toStrictEqual([shown, { shared: shown }, shown])
  })

  test('are shown as deep as each place allows', () => {
    const shared = { a: { b: 'c' } }
    let deep: object = { shared }
    for (let level = 0; level < 9; level++) deep = { deep }
    expect(JSON.stringify(redact({ deep, shared }))).toContain('"shared":{"a":"[deep]"}')
    expect(redact({ deep, shared })).toMatchObject({ shared })
  })

  test('add 10 000 members at most, so that the copy can be printed', () => {
    const wide = Array.from({ length: 1000 }, (_, index) => index)
    const times = (count: number): unknown[] => Array.from({ length: count }, () => wide)
    expect(redact(times(11))).toStrictEqual(times(11))
    expect(redact(times(12))).toStrictEqual([...times(11), '[repeated]'])
    let value: unknown = { t: 'x' }
    for (let level = 0; level < 11; level++) value = [value, value, value, value]
    expect(JSON.stringify(redact(value)).length).toBeLessThan(200_000)
  })

  test('are no circle unless they hold themselves', () => {
    const inner: Record<string, unknown> = { a: 1 }
    const outer = { one: inner, two: [inner] }
    expect(redact(outer)).toStrictEqual({ one: { a: 1 }, two: [{ a: 1 }] })
    inner['outer'] = outer
    expect(redact(outer)).toStrictEqual({ one: { a: 1, outer: '[circular]' }, two: [{ a: 1, outer: '[circular]' }] })
  })
})

test('twelve levels are shown, in JSON as elsewhere', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) })
  expect(JSON.stringify(redact(nested(12)))).toBe(JSON.stringify(nested(12)))
  expect(JSON.stringify(redact(nested(13)))).toContain('{"a":"[deep]"}')
  const below = (levels: number, leaf: unknown): unknown => (levels === 0 ? leaf : { a: below(levels - 1, leaf) })
  const text = (levels: number): string => JSON.stringify(nested(levels))
  expect(redact(below(9, text(2)))).toEqual(below(9, text(2)))
  expect(redact(below(9, text(3)))).toEqual(below(9, '{"a":{"a":"[deep]"}}'))
  expect(redact(below(11, '{"a":1}'))).toEqual(below(11, '"[deep]"'))
  expect(redact(below(12, '{"a":1, "token":"hunter2"}'))).toEqual(below(12, '{"a":1, "token":"<redacted>"}'))
  let json = '{"token":"hunter2"}'
  for (let level = 0; level < 13; level++) json = JSON.stringify({ json })
  expect(redact(json)).not.toContain('hunter2')
})

describe('whatever the secret is', () => {
  test('JSON never shows it, whole, cut off, nested or in a sentence', () => {
    assertHiddenInJson(redact)
    expect(redact('{"token":"hunter2"}')).toBe('{"token":"<redacted>"}')
  })

  test('a structure never shows it', () => {
    fc.assert(
      fc.property(secrets, secretNames, fc.object(), (secret, name, object) => {
        expect(inspect(redact({ object, [name]: secret, list: [{ [name]: [secret] }] }), { depth: 20 })).not.toContain(
          MARK,
        )
      }),
      secretRuns,
    )
  })
})
