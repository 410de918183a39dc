import { afterEach, expect, test, vi } from 'vitest'
import { processEnvironment } from './environment.ts'

afterEach(() => vi.unstubAllGlobals())

test('is that of the process', () => {
  expect(processEnvironment()).toBe(process.env)
})

test.each<[string, unknown]>([
  ['no process', undefined],
  ['a process without one', {}],
  ['a process whose environment is no object', { env: 'HOME=/' }],
  ['a process that lets nobody read it', Object.defineProperty({}, 'env', { get: () => expect.fail('denied') })],
])('is empty where there is %s', (_, stub) => {
  vi.stubGlobal('process', stub)
  const environment = processEnvironment()
  vi.unstubAllGlobals()
  expect(environment).toEqual({})
})
