import { expect, test } from 'vitest'
import { keyOf, ObjectStore, type StoredObject } from './object-store.ts'

const EMPTY: StoredObject = {
  body: new Uint8Array(),
  description: {},
  md5: '',
  etag: '',
  versionId: '',
  modifiedAt: 0,
}

test('holds no more than a hundred thousand objects, of which each may still be replaced', () => {
  const store = new ObjectStore(1e9)
  for (let n = 0; n < 100_000; n++) store.put(String(n), EMPTY)
  expect(store.get('99999')).toBe(EMPTY)
  expect([store.put('one more', EMPTY), store.put('7', EMPTY)]).toEqual([false, true])
  store.delete('7')
  expect([store.put('one more', EMPTY), store.get('7')]).toEqual([true, undefined])
})

test('deleting what is not there gives no room', () => {
  const store = new ObjectStore(4)
  store.put('a', { ...EMPTY, body: new Uint8Array(3) })
  store.delete('b')
  expect(store.put('b', EMPTY)).toBe(false)
  store.delete('a')
  store.delete('a')
  expect([store.put('b', { ...EMPTY, body: new Uint8Array(4) }), store.put('b', EMPTY)]).toEqual([false, true])
})

test('no two names share a key', () => {
  expect(keyOf(['a', 'b/c'])).not.toBe(keyOf(['a/b', 'c']))
})
