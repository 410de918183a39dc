import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

test('forgets the oldest entry when it is full', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  expect([map.get('a'), map.get('b')]).toEqual([3, 2])
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 2, 4])
  expect([...map.values()]).toEqual([2, 4])
})

test('gives an entry away once', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  expect([map.take('a'), map.take('a'), map.get('a')]).toEqual([1, undefined, undefined])
})
