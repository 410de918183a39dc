import { expect, test } from 'vitest'
import { hasMethod, isObject, own } from './own.ts'

class Vault {
  verify(): void {}
}

test.each<[string, object, boolean]>([
  ['of its own', { verify: () => {} }, true],
  ['of its class', new Vault(), true],
  ['of the class above', new (class extends Vault {})(), true],
  ['of an object without a prototype', Object.assign(Object.create(null), { verify: () => {} }) as object, true],
  ['that all objects have', {}, false],
  ['that is none', { verify: true }, false],
  ['hidden by a member that is none', Object.assign(new Vault(), { verify: 1 }), false],
])('a method %s counts: %s', (name, object, expected) => {
  expect(hasMethod(object, name === 'that all objects have' ? 'toString' : 'verify')).toBe(expected)
})

test('a method that nobody has is none', () => expect(hasMethod({}, 'verify')).toBe(false))

test('a member of its own is read, one of a prototype is not', () => {
  const object = Object.assign(Object.create({ b: 2 }) as { b: number }, { a: 1 })
  expect([own(object, 'a'), own(object, 'b')]).toEqual([1, undefined])
})

test.each([
  [{}, true],
  [[], true],
  [null, false],
  [undefined, false],
  ['text', false],
  [() => {}, false],
])('%j is an object: %s', (value, expected) => expect(isObject(value)).toBe(expected))
