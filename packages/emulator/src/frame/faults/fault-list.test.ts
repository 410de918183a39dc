import { expect, test } from 'vitest'
import type { FaultEffect, FaultRule } from './fault-rule.ts'
import { FaultList, type FaultableRequest } from './fault-list.ts'

const effect = { status: 503 }

const request = (method: string, path: string, token?: string): FaultableRequest => ({
  method,
  path,
  target: `${path}?q`,
  token: () => token,
})

test.each<[string, FaultRule['match'], boolean]>([
  ['no match given', undefined, true],
  ['the method, in any case', { method: 'get' }, true],
  ['another method', { method: 'POST' }, false],
  ['the whole path', { path: '/a/b' }, true],
  ['a part of the path', { path: '/a' }, false],
  ['an expression', { path: /b$/ }, true],
  ['a global expression', { path: /b/g }, true],
  ['method and another path', { method: 'GET', path: '/c' }, false],
])('with %s', (_, match, expected) => {
  const faults = new FaultList([{ match, effect }])
  const hits = [faults.take(request('GET', '/a/b')), faults.take(request('GET', '/a/b'))]
  expect(hits).toEqual(expected ? [effect, effect] : [undefined, undefined])
})

test('a rule is spent after its times, then the next one decides', () => {
  const faults = new FaultList([{ times: 2, effect }, { effect: { reset: true } }])
  expect([1, 2, 3].map(() => faults.take(request('GET', '/')))).toEqual([effect, effect, { reset: true }])
})

test('a token fault waits for a request for a token', () => {
  const faults = new FaultList([{ times: 1, effect: { token: 'missing' } }, { effect }], ['/v1/x509'])
  expect(['/', '/v1/x509', '/v1/x509'].map((path) => faults.take(request('POST', path)))).toEqual([
    effect,
    { token: 'missing' },
    effect,
  ])
})

test('a revocation waits for a request that was signed with a token', () => {
  const faults = new FaultList([{ times: 1, effect: { revoke: true } }, { effect }])
  expect([undefined, 'a token', 'a token'].map((token) => faults.take(request('GET', '/', token)))).toEqual([
    effect,
    { revoke: true },
    effect,
  ])
})

test('an effect that is a function is asked once for each matching request, and may pass it on', () => {
  const asked: unknown[] = []
  const second = (target: object): FaultEffect | undefined => {
    asked.push(target)
    return asked.length === 2 ? { reset: true } : undefined
  }
  const faults = new FaultList([{ match: { method: 'GET' }, times: 1, effect: second }, { effect }])
  const requests = [request('GET', '/1'), request('PUT', '/2'), request('GET', '/3'), request('GET', '/4')]
  expect(requests.map((one) => faults.take(one))).toEqual([effect, effect, { reset: true }, effect])
  expect(asked).toEqual([
    { method: 'GET', path: '/1', target: '/1?q' },
    { method: 'GET', path: '/3', target: '/3?q' },
  ])
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no')
    },
  ],
  ['chooses what is no effect', () => ({ status: 99 })],
])('a function that %s is refused when it is asked', (_, choose) => {
  const faults = new FaultList([{ effect: choose as () => FaultEffect }])
  expect(() => faults.take(request('GET', '/'))).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'faults' }),
  )
})

test('clear removes every rule', () => {
  const faults = new FaultList([{ effect }])
  faults.clear()
  expect(faults.take(request('GET', '/'))).toBeUndefined()
})

test.each<[string, unknown]>([
  ['a status below 200', { effect: { status: 100 } }],
  ['a broken status', { effect: { status: 200.5 } }],
  ['no effect', { effect: {} }],
  ['a token fault that is none', { effect: { token: 'late' } }],
  ['a negative delay', { effect: { delayMs: -1 } }],
  ['a delay that is no number', { effect: { delayMs: Number.NaN } }],
  ['zero times', { times: 0, effect }],
  ['a header with a line break', { effect: { status: 500, headers: { a: 'b\r\nc' } } }],
  ['a header name with a blank', { effect: { status: 500, headers: { 'a b': 'c' } } }],
  ['headers that are no object', { effect: { status: 500, headers: 'a: b' } }],
  ['a code that is no string', { effect: { status: 500, code: 5 } }],
  ['a message that is no string', { effect: { status: 500, message: {} } }],
  ['a reset that is off', { effect: { reset: false } }],
  ['a truncation that is undefined', { effect: { truncate: undefined, delayMs: 5 } }],
  ['a delay that is undefined', { effect: { delayMs: undefined } }],
  ['an effect that is null', { effect: null }],
  ['an effect that is text', { effect: 'reset' }],
  ['a method that is no string', { match: { method: 5 }, effect }],
  ['a method that there is not', { match: { method: 'GTE' }, effect }],
  ['a method that is empty', { match: { method: '' }, effect }],
  ['a part of a path', { match: { path: '20160918' }, effect }],
  ['a path with a query', { match: { path: '/20160918/users?limit=1' }, effect }],
  ['a path that is empty', { match: { path: '' }, effect }],
  ['a path that is a list', { match: { path: ['/'] }, effect }],
  ['a match that is a path', { match: '/a', effect }],
])('refuses a rule with %s', (_, rule) => {
  expect(() => new FaultList([rule as FaultRule])).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'faults' }),
  )
})

test.each<[string, unknown, string]>([
  ['a match', { match: { url: '/' }, effect }, '"match" of a fault rule has no member "url". There are method, path.'],
  ['a match', { match: { paht: '/' }, effect }, '"match" of a fault rule has no member "paht". Did you mean "path"?'],
  ['a rule', { time: 1, effect }, 'A fault rule has no member "time". Did you mean "times"?'],
  ['an effect', { effect: { stauts: 503 } }, '"effect" of a fault rule has no member "stauts". Did you mean "status"?'],
  [
    'an effect',
    { effect: { status: 503, header: {} } },
    '"effect" of a fault rule with "status" has no member "header". Did you mean "headers"?',
  ],
  [
    'an effect with two kinds',
    { effect: { reset: true, truncate: true } },
    '"effect" of a fault rule with "reset" has no member "truncate". There are reset, delayMs.',
  ],
])('an unknown name in %s is refused: %j', (_, rule, message) => {
  expect(() => new FaultList([rule as FaultRule])).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'faults', message }),
  )
})

test('a name that is undefined is as if it were absent, and names of headers are data', () => {
  const rule = { match: { url: undefined }, effect: { ...effect, headers: { retries: '1' }, body: undefined } }
  expect(new FaultList([rule as FaultRule]).take(request('GET', '/'))).toBe(rule.effect)
})

test('an unknown name in an effect that a function chose is refused when it is asked', () => {
  const faults = new FaultList([{ effect: () => ({ status: 503, retryAfter: 1 }) }])
  expect(() => faults.take(request('GET', '/'))).toThrow('has no member "retryAfter"')
})

test('faults that are no list are refused', () => {
  expect(() => new FaultList({ effect } as never)).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'faults' }),
  )
})

test.each<[string, unknown, RegExp]>([
  ['a delay that is text', { delayMs: '5' }, /"delayMs" .* is not a time/],
  ['a delay that is null', { delayMs: null }, /"delayMs" .* is not a time/],
  ['a delay that is a list', { reset: true, delayMs: [7] }, /"delayMs" .* is not a time/],
  ['a header that is null', { status: 500, headers: { a: null } }, /hold a value that is not a string/],
  ['a header that is a list', { status: 500, headers: { a: ['b'] } }, /hold a value that is not a string/],
  ['a length of its own', { status: 500, headers: { 'Content-Length': '99' } }, /hold content-length/],
  ['an encoding of its own', { status: 500, headers: { 'transfer-encoding': 'chunked' } }, /hold transfer-encoding/],
])('%s is refused before a request meets it', (_, wrong, message) => {
  const faults = new FaultList()
  expect(() => faults.add({ effect: wrong as FaultEffect })).toThrow(message)
  expect(faults.active).toEqual([])
})
