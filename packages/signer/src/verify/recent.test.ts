import { expect, test } from 'vitest'
import { Recent } from './recent.ts'

const filled = (max: number, ...texts: string[]): Recent<string> => {
  const recent = new Recent<string>(max)
  for (const text of texts) recent.set(text, `made of ${text}`)
  return recent
}
const found = (recent: Recent<string>, ...texts: string[]): string[] =>
  texts.filter((text) => recent.get(text) === `made of ${text}`)

test('what was kept is found, and nothing else', () => {
  const recent = filled(2, 'a')
  expect(recent.get('a')).toBe('made of a')
  expect(recent.get('b')).toBeUndefined()
})

test('the last ones are kept', () => {
  expect(found(filled(2, 'a', 'b'), 'a', 'b')).toEqual(['a', 'b'])
  for (const text of ['a', 'b', 'c', 'd']) expect(found(filled(2, 'a', 'b', 'c', 'd'), text)).toEqual([text])
  expect(found(filled(2, 'a', 'b', 'c', 'd', 'e'), 'a', 'b')).toEqual([])
  expect(found(filled(2, 'a', 'b', 'c', 'd', 'e'), 'c')).toEqual(['c'])
  expect(found(filled(2, 'a', 'b', 'c', 'd', 'e'), 'e')).toEqual(['e'])
})

test('what is asked for stays', () => {
  const recent = filled(2, 'a', 'b', 'c')
  expect(recent.get('a')).toBe('made of a')
  recent.set('d', 'made of d')
  recent.set('e', 'made of e')
  expect(found(recent, 'a')).toEqual(['a'])
  expect(found(recent, 'b')).toEqual([])
})

test('a later value takes the place of an earlier one', () => {
  const recent = filled(2, 'a')
  recent.set('a', 'new')
  expect(recent.get('a')).toBe('new')
})

test('a text that is longer than any key is not kept', () => {
  const fits = 'x'.repeat(16_384)
  expect(found(filled(2, fits, `${fits}x`), fits, `${fits}x`)).toEqual([fits])
})
