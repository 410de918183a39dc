import { expect, test } from 'vitest'
import { expandHome } from './home-path.ts'

test.each([
  ['~', false, '/home/me'],
  ['~/x', false, '/home/me/x'],
  ['~user/x', false, '~user/x'],
  ['~\\x', false, '~\\x'],
  ['~\\x\\y', true, '/home/me\\x\\y'],
  ['~/x', true, '/home/me/x'],
  ['/a/~/b', false, '/a/~/b'],
  ['$HOME/x', false, '$HOME/x'],
  ['', false, ''],
])('expands %j (Windows: %s) to %j', (path, windows, expected) => {
  expect(expandHome(path, '/home/me', windows)).toBe(expected)
})

test('joins with one slash, even when home is the root', () => {
  expect(expandHome('~/.oci/config', '/', false)).toBe('/.oci/config')
})
