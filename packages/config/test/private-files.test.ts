// Files that belong together change together, and only their owner can ever read them.
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readTextFile, withFileLock, writePrivateFiles } from '../src/files.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'private-files-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const options = (): { homeDirectory: string } => ({ homeDirectory: home })
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
const PAIR = [
  { path: '~/.oci/db-token/key.pem', content: 'key' },
  { path: '~/.oci/db-token/token', content: 'token' },
]

describe('writePrivateFiles', () => {
  test.skipIf(process.platform === 'win32')('makes folders with mode 0700 and files with mode 0600', async () => {
    const paths = await writePrivateFiles(PAIR, options())
    const folder = join(home, '.oci', 'db-token')
    expect(paths).toEqual([join(folder, 'key.pem'), join(folder, 'token')])
    expect([await modeOf(folder), await modeOf(join(home, '.oci'))]).toEqual([0o700, 0o700])
    expect(await Promise.all(paths.map(modeOf))).toEqual([0o600, 0o600])
    expect(await readdir(folder)).toEqual(['key.pem', 'token'])
  })

  test.skipIf(process.platform === 'win32')('closes a file that was open to others', async () => {
    const [path = ''] = await writePrivateFiles(PAIR, options())
    await rm(path)
    await writeFile(path, 'old', { mode: 0o644 })
    await writePrivateFiles(PAIR, options())
    expect([await modeOf(path), await readFile(path, 'utf8')]).toEqual([0o600, 'key'])
  })

  test('leaves every file as it was when one cannot be written', async () => {
    await writePrivateFiles(PAIR, options())
    await writeFile(join(home, 'file'), '')
    const bad = [
      { path: '~/.oci/db-token/key.pem', content: 'new' },
      { path: '~/file/token', content: 'new' },
    ]
    await expect(writePrivateFiles(bad, options())).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE' })
    expect(await readTextFile('~/.oci/db-token/key.pem', options())).toBe('key')
    expect((await readdir(join(home, '.oci', 'db-token'))).sort()).toEqual(['key.pem', 'token'])
  })

  test('leaves every file as it was when one is a directory', async () => {
    await writePrivateFiles(PAIR, options())
    await mkdir(join(home, '.oci', 'db-token', 'last'))
    const bad = [...PAIR.map(({ path }) => ({ path, content: 'new' })), { path: '~/.oci/db-token/last', content: '' }]
    await expect(writePrivateFiles(bad, options())).rejects.toMatchObject({ cause: { code: 'EISDIR' } })
    expect(await readTextFile('~/.oci/db-token/key.pem', options())).toBe('key')
    expect((await readdir(join(home, '.oci', 'db-token'))).sort()).toEqual(['key.pem', 'last', 'token'])
  })

  test('puts back what it has replaced when a later file cannot be', async () => {
    await writePrivateFiles(PAIR, options())
    // The second rename takes what the third one needs.
    const fresh = { path: '~/.oci/db-token/fresh', content: 'new' }
    const bad = [{ path: '~/.oci/db-token/key.pem', content: 'new' }, fresh, fresh]
    await expect(writePrivateFiles(bad, options())).rejects.toMatchObject({ cause: { code: 'ENOENT' } })
    expect(await readTextFile('~/.oci/db-token/key.pem', options())).toBe('key')
    expect((await readdir(join(home, '.oci', 'db-token'))).sort()).toEqual(['key.pem', 'token'])
  })

  test('leaves nothing behind on a full disk', async () => {
    await writePrivateFiles(PAIR, options())
    const folder = join(home, '.oci', 'db-token')
    const probe = await open(join(folder, 'token'))
    const handles = Object.getPrototypeOf(probe) as FileHandle
    await probe.close()
    const original = handles.writeFile
    // The lock is the first thing that is written, the first file the second.
    for (const full of [0, 1]) {
      let writes = 0
      const spy = vi.spyOn(handles, 'writeFile').mockImplementation(async function (this: FileHandle, ...args) {
        if (writes++ === full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
        return original.apply(this, args)
      })
      await expect(writePrivateFiles(PAIR, options())).rejects.toMatchObject({ cause: { code: 'ENOSPC' } })
      spy.mockRestore()
      expect((await readdir(folder)).sort()).toEqual(['key.pem', 'token'])
      expect(await readTextFile('~/.oci/db-token/key.pem', options())).toBe('key')
    }
  })

  test('follows a symbolic link, which stays', async () => {
    const [, token = ''] = await writePrivateFiles(PAIR, options())
    await symlink(token, join(home, 'link'))
    await writePrivateFiles([{ path: '~/link', content: 'through' }], options())
    expect(await readFile(token, 'utf8')).toBe('through')
  })

  test('waits for the lock of the first file, no longer than it is told to', async () => {
    const [first = ''] = await writePrivateFiles(PAIR, options())
    await withFileLock(`${first}.lock`, async () => {
      const waiting = writePrivateFiles(PAIR, { ...options(), lockTimeoutMs: 0 })
      await expect(waiting).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
      const nonsense = writePrivateFiles(PAIR, { ...options(), lockTimeoutMs: NaN })
      await expect(nonsense).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
    })
  })

  test('writes nothing under a signal that has fired, and nothing for no files', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(writePrivateFiles(PAIR, { ...options(), signal })).rejects.toThrow('enough')
    expect(await writePrivateFiles([], options())).toEqual([])
    expect(await readdir(home)).toEqual([])
  })
})

describe('readTextFile', () => {
  test('expands the home directory, by the environment too', async () => {
    await writeFile(join(home, 'token'), 'text')
    expect(await readTextFile('~/token', { env: { HOME: home, USERPROFILE: home } })).toBe('text')
  })

  test.each([
    ['UTF-8 behind a byte order mark', Buffer.from('\uFEFFST$token')],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from('\uFEFFST$token', 'utf16le')],
  ])('reads %s', async (_, content) => {
    await writeFile(join(home, 'token'), content)
    expect(await readTextFile('~/token', options())).toBe('ST$token')
  })

  test('yields nothing for a file that is not there, and rejects for one that cannot be read', async () => {
    expect(await readTextFile('~/none', options())).toBeUndefined()
    await expect(readTextFile('~', options())).rejects.toMatchObject({ code: 'EISDIR' })
  })
})
