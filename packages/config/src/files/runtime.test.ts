import { homedir } from 'node:os'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { currentUserId, errorCode, homeDirectoryOf, isSystemError, isWindows } from './runtime.ts'

const rows: readonly (readonly [string, unknown, string | undefined, boolean])[] = [
  ['an error of the system', Object.assign(new Error('no'), { code: 'ENOENT', syscall: 'open' }), 'ENOENT', true],
  ['an error with a code alone', Object.assign(new Error('no'), { code: 'ERR_X' }), 'ERR_X', false],
  ['an error with a number', Object.assign(new Error('no'), { code: 7, syscall: 'open' }), undefined, false],
  ['an error', new Error('no'), undefined, false],
  ['an object that looks like one', { code: 'ENOENT', syscall: 'open' }, undefined, false],
  ['a text', 'ENOENT', undefined, false],
  ['nothing', undefined, undefined, false],
  ['null', null, undefined, false],
]
test.each(rows)('the code of %s', (_, error, code, isSystem) => {
  expect([errorCode(error), isSystemError(error)]).toEqual([code, isSystem])
})

describe('the runtime', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('may have no process', async () => {
    vi.stubGlobal('process', undefined)
    const found = [isWindows(), currentUserId(), await homeDirectoryOf({ HOME: '/h' })]
    vi.unstubAllGlobals()
    expect(found).toEqual([false, undefined, '/h'])
  })

  test.each([
    ['win32', true, 'C:\\Users\\me'],
    ['linux', false, '/home/me'],
  ])('knows where home is on %s', async (platform, windows, home) => {
    vi.stubGlobal('process', { platform })
    const env = { HOME: '/home/me', USERPROFILE: 'C:\\Users\\me' }
    const found = [isWindows(), currentUserId(), await homeDirectoryOf(env)]
    vi.unstubAllGlobals()
    expect(found).toEqual([windows, undefined, home])
  })

  test.each([{}, { HOME: '', USERPROFILE: '' }])(
    'asks the system where home is when the environment has %o',
    async (env) => {
      expect(await homeDirectoryOf(env)).toBe(homedir())
    },
  )

  test.skipIf(process.getuid === undefined)('tells the user', () => {
    expect(currentUserId()).toBe(process.getuid?.())
  })
})
