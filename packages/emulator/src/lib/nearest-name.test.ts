import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const NAMES = ['port', 'host', 'tls', 'maxStoredBytes', 'lifetimeSeconds', 'allowedHosts', 'path']

test.each([
  ['prot', 'port'],
  ['ports', 'port'],
  ['Port', 'port'],
  ['max_stored_bytes', 'maxStoredBytes'],
  ['maxStoredByte', 'maxStoredBytes'],
  ['lifetime', 'lifetimeSeconds'],
  ['pathname', 'path'],
  ['allowHosts', 'allowedHosts'],
  ['hsot', 'host'],
  ['tsl', 'tls'],
])('%s is taken for %s', (given, name) => {
  expect(nearestName(given, NAMES)).toBe(name)
})

test.each(['url', 'x', '', 'somethingElse'])('%j is like none', (given) => {
  expect(nearestName(given, NAMES)).toBeUndefined()
})

test('the nearest of several is taken, and of no names none', () => {
  expect(nearestName('pathz', ['pats', 'path', 'patio'])).toBe('path')
  expect(nearestName('path', [])).toBeUndefined()
})
