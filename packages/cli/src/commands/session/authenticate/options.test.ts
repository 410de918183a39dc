// Where a login listens, as the line says it.
import { expect, test } from 'vitest'
import { readListen } from './options.ts'

test.each([
  ['127.0.0.1:9000', { host: '127.0.0.1', port: 9000 }],
  ['[::1]:9000', { host: '::1', port: 9000 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  [':9000', { port: 9000 }],
  ['9000', { port: 9000 }],
])('%s is a place to listen at', (text, place) => {
  expect(readListen(text)).toEqual(place)
})

test.each(['', 'localhost', '127.0.0.1:', 'http://localhost:9000', '::1:9000', '1:2:3'])('%j is none', (text) => {
  expect(() => readListen(text)).toThrow('Give an address of this machine such as 127.0.0.1:9000, or a port.')
})

test('a port that no machine has is refused by its bounds', () => {
  expect(() => readListen('localhost:70000')).toThrow('Give a whole number from 0 to 65535.')
})
