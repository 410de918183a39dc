import { expect, test } from 'vitest'
import type { FaultRule } from './fault-rule.ts'
import { ruleOfJson } from './rule-of-json.ts'

const effect = { status: 503 }

test.each([
  [{ startsWith: '/20160918/(' }, /^\/20160918\/\(/],
  [{ startsWith: '' }, /^/],
  [{ pattern: 'users$', flags: 'i' }, /users$/i],
  [{ pattern: '^/n' }, /^\/n/],
])('%j stands for the expression %s', (path, expression) => {
  expect(ruleOfJson({ match: { method: 'GET', path }, times: 2, effect })).toEqual({
    match: { method: 'GET', path: expression },
    times: 2,
    effect,
  })
})

test.each(['\\', '^', '$', '.', '*', '+', '?', '(', ')', '[', ']', '{', '}', '|', '/', '-'])(
  'what begins with %s is found as it is',
  (sign) => {
    const { match } = ruleOfJson({ match: { path: { startsWith: `/a${sign}b` } }, effect }) as FaultRule
    expect([`/a${sign}b/c`, '/ab', `x/a${sign}b`].map((path) => path.search(match?.path as RegExp))).toEqual([
      0, -1, -1,
    ])
  },
)

test('a rule without an expression is the same', () => {
  const rule = { match: { path: '/a' }, effect }
  expect(ruleOfJson(rule)).toBe(rule)
})

test.each<[unknown, RegExp]>([
  [{}, /neither \{ "startsWith"/],
  [{ startsWith: 7 }, /neither/],
  [{ startsWith: '/a', pattern: 'b' }, /neither/],
  [{ startsWith: '/a', flags: 'i' }, /neither/],
  [{ pattern: ['a'] }, /neither/],
  [{ pattern: 'a', flags: 1 }, /neither/],
  [{ pattern: '(' }, /no expression that can be used: Invalid regular expression/],
  [{ pattern: 'a', flags: 'ii' }, /no expression that can be used: Invalid flags/],
  [{ patern: 'a' }, /Did you mean "pattern"\?/],
  [JSON.parse('{ "pattern": "a", "__proto__": {} }'), /has no member "__proto__"/],
])('the path %j is refused', (path, message) => {
  expect(() => ruleOfJson({ match: { path }, effect })).toThrow(message)
})

test.each([undefined, null, 'down', 7, []])('%j is no rule', (given) => {
  expect(() => ruleOfJson(given)).toThrow('A fault rule is not an object. Correct the rule.')
})
