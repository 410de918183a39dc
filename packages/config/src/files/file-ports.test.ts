// The files of the system, as they are when the caller replaces nothing.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { filesOf, readUtf8 } from './file-ports.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'file-ports-'))
  file = join(folder, 'file')
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  syncBuiltinESMExports()
  await fs.rm(folder, { recursive: true, force: true })
})

describe('the text of a file', () => {
  test('is the text as it stands, byte order mark and all', async () => {
    await fs.writeFile(file, '\uFEFF[A]\n')
    expect(await readUtf8(file)).toBe('\uFEFF[A]\n')
    await fs.writeFile(file, '')
    expect(await readUtf8(file)).toBe('')
  })

  test('is none where there is no file', async () => {
    expect(await readUtf8(file)).toBeUndefined()
    await fs.writeFile(file, '')
    expect(await readUtf8(join(file, 'below'))).toBeUndefined()
  })

  test('is an error where it cannot be read, and where the caller leaves', async () => {
    await expect(readUtf8(folder)).rejects.toMatchObject({ code: 'EISDIR' })
    await fs.writeFile(file, 'x')
    await expect(readUtf8(file, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readUtf8(file, new AbortController().signal)).toBe('x')
  })
})

describe('the status of a path', () => {
  const { stat } = filesOf({})

  test('tells a file, its mode and its owner', async () => {
    await fs.writeFile(file, 'x')
    const { mode, uid } = await fs.stat(file)
    expect(await stat?.(file)).toEqual({ isFile: true, mode, ownerId: uid })
    expect(await stat?.(folder)).toMatchObject({ isFile: false })
  })

  test('tells on Windows nothing but a file', async () => {
    await fs.writeFile(file, 'x')
    vi.stubGlobal('process', Object.create(process, { platform: { value: 'win32' } }))
    const found = [await stat?.(file), await stat?.(folder)]
    vi.unstubAllGlobals()
    expect(found).toEqual([{ isFile: true }, { isFile: false }])
  })

  test('is none where nothing is', async () => {
    await fs.writeFile(file, '')
    expect([await stat?.(join(folder, 'none')), await stat?.(join(file, 'below'))]).toEqual([undefined, undefined])
  })

  test('is an error where it cannot be told', async () => {
    const failure = Object.assign(new Error('no'), { code: 'EACCES' })
    vi.spyOn(fs, 'stat').mockRejectedValue(failure)
    syncBuiltinESMExports()
    await expect(stat?.(file)).rejects.toBe(failure)
  })

  test('is not asked for beside a readFile of the caller', () => {
    const own = async (): Promise<undefined> => undefined
    expect(filesOf({ readFile: own })).toMatchObject({ readFile: own, stat: undefined })
    expect(filesOf({ readFile: own, stat: own })).toMatchObject({ readFile: own, stat: own })
    expect(filesOf({ stat: own }).readFile).toBe(readUtf8)
    expect(filesOf({}).userId()).toBe(process.getuid?.())
    expect(filesOf({ userId: () => 7 }).userId()).toBe(7)
  })
})
