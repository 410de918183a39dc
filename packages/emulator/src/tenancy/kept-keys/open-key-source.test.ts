// Where keys come from when there is no place to look for kept ones.
import { afterEach, expect, test, vi } from 'vitest'
import { NEW_KEYS } from '../keys/key-source.ts'
import { openKeySource } from './open-key-source.ts'

afterEach(() => void vi.restoreAllMocks())

test.each(['new', 'kept'] as const)(
  'they are new where the working folder was removed, also with "%s"',
  async (keys) => {
    vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { code: 'ENOENT' })
    })
    expect(await openKeySource(keys)).toBe(NEW_KEYS)
  },
)
