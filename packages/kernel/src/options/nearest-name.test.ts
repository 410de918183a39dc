import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const nearest = (name: string): string | undefined => nearestName(name, ['abcdef'], {})

test.each([
  ['another case and punctuation', 'AB-CD_ef'],
  ['one letter replaced', 'xbcdef'],
  ['two letters replaced', 'abxdyf'],
  ['the first and the last letter replaced', 'xbcdey'],
  ['two letters taken out', 'acdf'],
  ['two letters added', 'axbcdyef'],
  ['one added and one taken out', 'xabcdf'],
  ['one added and one replaced', 'abxcdyf'],
  ['two letters exchanged', 'abdcef'],
  ['a name around it', 'xxabcdefyy'],
  ['three letters of it', 'cde'],
])('finds a name with %s', (_, name) => {
  expect(nearest(name)).toBe('abcdef')
})

test.each([
  ['three letters replaced', 'xbydzf'],
  ['three letters at the beginning replaced', 'xyzdef'],
  ['three letters at the end replaced', 'abcxyz'],
  ['three letters taken out', 'bdf'],
  ['three letters added', 'axbycdzef'],
  ['one added, one taken out and one replaced', 'xabcdy'],
  ['two letters of it', 'cd'],
  ['nothing', ''],
  ['a member of Object.prototype', 'constructor'],
])('finds none with %s', (_, name) => {
  expect(nearest(name)).toBeUndefined()
})

test('takes a short name for a part only where it is a word', () => {
  expect(nearestName('unknown', ['now'], {})).toBeUndefined()
  expect(nearestName('nowMs', ['now'], {})).toBe('now')
  expect(nearestName('the_now', ['now'], {})).toBe('now')
})

test('does not take two letters of two for near, and takes the nearest', () => {
  expect(nearestName('qa', ['ca'], {})).toBe('ca')
  expect(nearestName('qq', ['ca'], {})).toBeUndefined()
  expect(nearestName('prot', ['port'], {})).toBe('port')
  expect(nearestName('porx', ['part', 'port'], {})).toBe('port')
})

test('knows the names of OCI’s SDKs, where the function has such an option', () => {
  expect(nearestName('private_key_file_location', ['privateKey', 'privateKeyFile'], {})).toBe('privateKeyFile')
  expect(nearestName('private_key_file_location', ['other'], {})).toBeUndefined()
  expect(nearestName('retryConfiguration', ['retryStrategy'], {})).toBe('retryStrategy')
  expect(nearestName('retryConfiguration', ['retryStrategy'], { retryconfiguration: 'own' })).toBe('own')
})

test('finds what is meant, then the same name, then the longest inside, then the shortest around', () => {
  const known = ['file', 'read-file', 'the-read-file', 'home']
  expect(nearestName('Read_File', known, { readfile: 'home' })).toBe('home')
  expect(nearestName('Read_File', known, {})).toBe('read-file')
  expect(nearestName('read-files', known, {})).toBe('read-file')
  expect(nearestName('hom', known, {})).toBe('home')
  expect(nearestName('fil', known, {})).toBe('file')
  expect(nearestName('hxme', known, {})).toBe('home')
})
