import { expect, test } from 'vitest'
import { FaultList, type FaultRule } from './faults.ts'

const effect = { status: 503 }

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
  const hits = [faults.take('GET', '/a/b'), faults.take('GET', '/a/b')]
  expect(hits).toEqual(expected ? [effect, effect] : [undefined, undefined])
})

test('a rule is spent after its times, then the next one decides', () => {
  const faults = new FaultList([{ times: 2, effect }, { effect: { reset: true } }])
  expect([1, 2, 3].map(() => faults.take('GET', '/'))).toEqual([effect, effect, { reset: true }])
})

test('a token fault waits for a request for a token', () => {
  const faults = new FaultList([{ times: 1, effect: { token: 'missing' } }, { effect }])
  expect(['/', '/v1/x509', '/v1/x509'].map((path) => faults.take('POST', path))).toEqual([
    effect,
    { token: 'missing' },
    effect,
  ])
})

test('clear removes every rule', () => {
  const faults = new FaultList([{ effect }])
  faults.clear()
  expect(faults.take('GET', '/')).toBeUndefined()
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
])('refuses a rule with %s', (_, rule) => {
  expect(() => new FaultList([rule as FaultRule])).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'faults' }),
  )
})
