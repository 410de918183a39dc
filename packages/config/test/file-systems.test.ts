// File systems as they are: without hard links, full, closed, or changed by somebody else between two looks.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileSystemUnavailableError, loadConfig, updateConfigFile } from '@x/config'
import { withFileLock, writePrivateFiles, type PrivateFile } from '@x/config/files'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryPath } from '../src/files/lock-litter.ts'
import { describeSelf } from '../src/files/lock-owner.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'file-systems-'))
  file = join(folder, 'config')
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  syncBuiltinESMExports()
  await fs.rm(folder, { recursive: true, force: true })
})

const systemError = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'link' })
const left = (): Promise<string[]> => fs.readdir(folder)
const edit = (): Promise<unknown> => updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })

/** A file system on which one function fails as told. */
function failing(
  name: 'link' | 'open' | 'readdir' | 'readlink' | 'readFile' | 'stat',
  error: (...args: unknown[]) => Error | undefined,
): void {
  const original = fs[name] as (...args: unknown[]) => Promise<never>
  vi.spyOn(fs, name).mockImplementation(async (...args: unknown[]) => {
    const failure = error(...args)
    if (failure !== undefined) throw failure
    return original(...args)
  })
  syncBuiltinESMExports()
}

describe.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'])('without hard links (%s)', (code) => {
  beforeEach(() => failing('link', () => systemError(code)))

  test('a lock is taken, names its owner for that time, and leaves nothing', async () => {
    const held = await withFileLock(`${file}.lock`, async () => ({
      names: await left(),
      owner: JSON.parse(await fs.readFile(`${file}.lock`, 'utf8')),
      mode: (await fs.stat(`${file}.lock`)).mode & 0o777,
    }))
    const { pid, host, boot, start } = await describeSelf()
    expect(held).toEqual({
      names: ['config.lock'],
      owner: { nonce: expect.stringMatching(/^[0-9a-f]{32}$/), pid, host, boot, start },
      mode: process.platform === 'win32' ? 0o666 : 0o600,
    })
    expect(await left()).toEqual([])
  })

  test('one after the other has it, and each sees what the one before did', async () => {
    const seen: number[] = []
    let inside = 0
    const work = async (): Promise<void> => {
      seen.push(++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    const sleep = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(`${file}.lock`, work, { sleep })))
    expect(seen).toEqual(Array(8).fill(1))
  })

  test('a lock that appears after the look at it is not overwritten', async () => {
    const other = JSON.stringify(await describeSelf())
    await fs.writeFile(`${file}.lock`, other)
    let looks = 0
    failing('readFile', (path) => (path === `${file}.lock` && looks++ === 0 ? systemError('ENOENT') : undefined))
    const taking = withFileLock(`${file}.lock`, async () => 'taken', { lockTimeoutMs: 0 })
    await expect(taking).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED', holder: { pid: process.pid } })
    expect(await left()).toEqual(['config.lock'])
  })
})

test('a file system that fails otherwise is no file system without hard links', async () => {
  failing('link', () => systemError('EIO'))
  await expect(edit()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', path: file, cause: { code: 'EIO' } })
  expect(await left()).toEqual([])
})

test('a lock that appears between look and link is waited for', async () => {
  const other = JSON.stringify(await describeSelf())
  let links = 0
  failing('link', (_, path) => (path === `${file}.lock` && links++ === 0 ? systemError('EEXIST') : undefined))
  const waits: number[] = []
  await fs.writeFile(`${file}.lock`, other)
  let looks = 0
  failing('readFile', (path) => (path === `${file}.lock` && looks++ === 0 ? systemError('ENOENT') : undefined))
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms)
    await fs.rm(`${file}.lock`)
  }
  const options = { file, profile: 'A', set: { region: 'phx' }, random: () => 0.25, sleep }
  expect(await updateConfigFile(options)).toMatchObject({ changed: true })
  expect(waits).toEqual([20])
  expect(await left()).toEqual(['config'])
})

test('a lock that cannot be read is not broken', async () => {
  await fs.mkdir(`${file}.lock`)
  await expect(edit()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', path: file, cause: { code: 'EISDIR' } })
  expect(await left()).toEqual(['config.lock'])
})

test.each(['EACCES', 'EIO'])('a lock that cannot be read (%s) is an error with its cause, and stays', async (code) => {
  await fs.writeFile(`${file}.lock`, '')
  failing('readFile', (path) => (path === `${file}.lock` ? systemError(code) : undefined))
  await expect(edit()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', cause: { code } })
  expect(await left()).toEqual(['config.lock'])
})

test('a lock that is given back between link and the next look is taken at once', async () => {
  let links = 0
  failing('link', (_, path) => (path === `${file}.lock` && links++ === 0 ? systemError('EEXIST') : undefined))
  const waits: number[] = []
  const sleep = async (ms: number): Promise<void> => void waits.push(ms)
  expect(await withFileLock(`${file}.lock`, async () => 'taken', { sleep })).toBe('taken')
  expect([waits, links]).toEqual([[], 2])
})

test('a lock that cannot be made without hard links is an error', async () => {
  failing('link', () => systemError('EPERM'))
  failing('open', (path) => (path === `${file}.lock` ? systemError('EROFS') : undefined))
  await expect(edit()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', cause: { code: 'EROFS' } })
  expect(await left()).toEqual([])
})

test('a lock is not taken, and nothing is made, for a caller that has left', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  let runs = 0
  await expect(withFileLock(`${file}.lock`, async () => runs++, { signal })).rejects.toThrow('enough')
  const path = join(folder, 'new', 'config')
  const editing = updateConfigFile({ file: path, profile: 'A', set: { region: 'phx' }, signal })
  await expect(editing).rejects.toThrow('enough')
  expect([runs, await left()]).toEqual([0, []])
})

test('a caller that leaves while the file is read leaves it as it was', async () => {
  await fs.writeFile(file, '[A]\n')
  const leaving = new AbortController()
  failing('readFile', (path) => {
    if (path === file) leaving.abort(new Error('enough'))
    return undefined
  })
  const editing = updateConfigFile({ file, profile: 'A', set: { region: 'phx' }, signal: leaving.signal })
  await expect(editing).rejects.toThrow('enough')
  expect([await fs.readFile(file, 'utf8'), await left()]).toEqual(['[A]\n', ['config']])
})

describe('the lock of a dead owner', () => {
  /** The first look finds a dead owner; what the lock is by the second one, the test has written. */
  async function deadAtFirst(): Promise<void> {
    const dead = JSON.stringify({ ...(await describeSelf()), start: '1' })
    const readFile = fs.readFile
    let looks = 0
    const first = async (...args: Parameters<typeof fs.readFile>): Promise<unknown> =>
      args[0] === `${file}.lock` && looks++ === 0 ? dead : readFile(...args)
    vi.spyOn(fs, 'readFile').mockImplementation(first as typeof fs.readFile)
    syncBuiltinESMExports()
  }

  test('that somebody else has taken over meanwhile is theirs', async () => {
    const other = JSON.stringify(await describeSelf())
    await fs.writeFile(`${file}.lock`, other)
    await deadAtFirst()
    let runs = 0
    const taking = withFileLock(`${file}.lock`, async () => runs++, { lockTimeoutMs: 0 })
    await expect(taking).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED', holder: { pid: process.pid } })
    expect([runs, await fs.readFile(`${file}.lock`, 'utf8'), await left()]).toEqual([0, other, ['config.lock']])
  })

  test('that was given back meanwhile is taken as any other', async () => {
    await deadAtFirst()
    const held = await withFileLock(`${file}.lock`, left)
    expect([held, await left()]).toEqual([['config.lock'], []])
  })
})

describe('litter', () => {
  const DEAD = { pid: 2 ** 22 + 1 }

  test('that vanishes by itself keeps nobody from clearing the rest', async () => {
    const who = { ...(await describeSelf()), ...DEAD }
    const gone = await temporaryPath(`${file}.lock`, who)
    const stays = await temporaryPath(`${file}.lock`, { ...who, nonce: 'f'.repeat(32) })
    await fs.writeFile(stays, '')
    const names = [gone, stays, `${file}.lock`].map((path) => path.slice(folder.length + 1))
    const readdir = vi.spyOn(fs, 'readdir').mockResolvedValue(names as never)
    syncBuiltinESMExports()
    await withFileLock(`${file}.lock`, async () => undefined)
    readdir.mockRestore()
    expect(await left()).toEqual([])
  })

  test('is no excuse for a mistake', async () => {
    const mistake = new TypeError('undefined is not a function')
    failing('readdir', () => mistake)
    await expect(withFileLock(`${file}.lock`, async () => 'done')).rejects.toBe(mistake)
    failing('readdir', () => systemError('EACCES'))
    expect(await withFileLock(`${file}.lock`, async () => 'done')).toBe('done')
  })
})

test('whatever somebody else removes first is removed', async () => {
  const rm = fs.rm
  vi.spyOn(fs, 'rm').mockImplementation(async (path, options) => {
    await rm(path, { ...options, force: true })
    return rm(path, options)
  })
  syncBuiltinESMExports()
  const dead = { ...(await describeSelf()), start: '1' }
  await fs.writeFile(`${file}.lock`, JSON.stringify(dead))
  await fs.writeFile(file, '[A]\n')
  expect(await edit()).toMatchObject({ changed: true, backup: `${file}.bak` })
  expect((await left()).toSorted()).toEqual(['config', 'config.bak'])
})

test('a full disk is the failure that is told, even if its file is gone already', async () => {
  const probe = await fs.open(folder, 'r')
  await probe.close()
  const handles = Object.getPrototypeOf(probe) as fs.FileHandle
  vi.spyOn(handles, 'writeFile').mockImplementation(async () => {
    for (const name of await left()) await fs.rm(join(folder, name))
    throw systemError('ENOSPC')
  })
  await expect(edit()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', cause: { code: 'ENOSPC' } })
})

test('no file stays open', async () => {
  const open = fs.open
  const opened: fs.FileHandle[] = []
  vi.spyOn(fs, 'open').mockImplementation(async (...args) => {
    const handle = await open(...args)
    opened.push(handle)
    return handle
  })
  syncBuiltinESMExports()
  await edit()
  failing('link', () => systemError('EPERM'))
  await updateConfigFile({ file, profile: 'A', set: { region: 'fra' } })
  expect(opened.length).toBeGreaterThan(6)
  expect(opened.map(({ fd }) => fd)).toEqual(opened.map(() => -1))
})

test('a lock that somebody else has by the end stays', async () => {
  const other = JSON.stringify({ ...(await describeSelf()), nonce: 'f'.repeat(32) })
  await withFileLock(`${file}.lock`, () => fs.writeFile(`${file}.lock`, other))
  expect(await fs.readFile(`${file}.lock`, 'utf8')).toBe(other)
})

test('a lock is given back when the work fails, and the failure is the caller’s', async () => {
  const failure = new Error('broken')
  await expect(withFileLock(`${file}.lock`, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await left()).toEqual([])
})

test('a lock of somebody who lives is not waited for any longer once ten seconds are over', async () => {
  await fs.writeFile(`${file}.lock`, JSON.stringify(await describeSelf()))
  const clock = { ms: 7 }
  const sleep = async (): Promise<void> => void (clock.ms += 1_000)
  const taking = withFileLock(`${file}.lock`, async () => 'taken', { now: () => clock.ms, sleep })
  await expect(taking).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
  expect(clock.ms).toBe(10_007)
})

test('a lock of somebody who lives is waited for ten seconds by default, 10 to 50 ms each time', async () => {
  await fs.writeFile(`${file}.lock`, JSON.stringify(await describeSelf()))
  const clock = { ms: 5_000 }
  const waits: number[] = []
  const random = (): number => (waits.length % 2 === 0 ? 0 : 0.999)
  const sleep = async (ms: number): Promise<void> => void (clock.ms += waits.push(ms) && ms)
  const taking = withFileLock(`${file}.lock`, async () => 'taken', { now: () => clock.ms, random, sleep })
  await expect(taking).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
  expect([Math.min(...waits), Math.max(...waits)]).toEqual([10, 49.96])
  expect(clock.ms).toBeGreaterThanOrEqual(15_000)
  expect(clock.ms).toBeLessThan(15_050)
})

describe('a file that replaces another', () => {
  /** The methods of an open file, which all files have in common. */
  async function handles(): Promise<fs.FileHandle> {
    const probe = await fs.open(folder, 'r')
    await probe.close()
    return Object.getPrototypeOf(probe) as fs.FileHandle
  }

  test('is on the disk before it gets its name, and the name after that', async () => {
    const open = await handles()
    const order: string[] = []
    vi.spyOn(open, 'sync').mockImplementation(async () => void order.push('sync'))
    const rename = fs.rename
    vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      order.push('rename')
      return rename(from, to)
    })
    syncBuiltinESMExports()
    await edit()
    expect(order).toEqual(['sync', 'rename', 'sync'])
  })

  test.each(['EINVAL', 'EPERM'])('is there where folders cannot be synchronised (%s)', async (code) => {
    let syncs = 0
    vi.spyOn(await handles(), 'sync').mockImplementation(async () => {
      if (syncs++ > 0) throw systemError(code)
    })
    expect(await edit()).toMatchObject({ changed: true })
    expect(await left()).toEqual(['config'])
  })

  test('is not there where its folder fails to be synchronised by a mistake', async () => {
    let syncs = 0
    const mistake = new TypeError('undefined is not a function')
    vi.spyOn(await handles(), 'sync').mockImplementation(async () => {
      if (syncs++ > 0) throw mistake
    })
    await expect(edit()).rejects.toBe(mistake)
  })

  const rows: readonly (readonly [string, number, number, readonly (readonly number[])[]])[] = [
    ['stays with its owner when root writes it', 0, 1234, [[1234, 56]]],
    ['stays with root when root writes it', 0, 0, []],
    ['is not given away by anybody else', 77, 1234, []],
  ]
  test.each(rows)('%s', async (_, writer, uid, expected) => {
    await fs.writeFile(file, '[A]\n')
    await fs.writeFile(`${file}.bak`, '')
    const given: (readonly number[])[] = []
    vi.spyOn(await handles(), 'chown').mockImplementation(async (...owner) => void given.push(owner))
    if (process.getuid === undefined) return
    vi.spyOn(process, 'getuid').mockReturnValue(writer)
    const stat = fs.stat
    vi.spyOn(fs, 'stat').mockImplementation((async (path: string) => {
      return Object.assign(await stat(path), path === file ? { uid, gid: 56 } : {})
    }) as typeof fs.stat)
    syncBuiltinESMExports()
    await edit()
    expect(given).toEqual(expected)
  })
})

describe('files that replace others, when the last of them cannot', () => {
  const [one, two] = ['one', 'two'].map((name) => ({ path: `~/${name}`, content: 'new' })) as [PrivateFile, PrivateFile]
  const write = (): Promise<unknown> => writePrivateFiles([one, two], { homeDirectory: folder })
  const content = (name: string): Promise<string> => fs.readFile(join(folder, name), 'utf8')
  /** Names that are given, in order; the second one is refused. */
  function renaming(): string[] {
    const given: string[] = []
    const rename = fs.rename
    vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      if (String(to) === join(folder, 'two')) throw systemError('EXDEV')
      given.push(String(to).slice(folder.length + 1))
      return rename(from, to)
    })
    syncBuiltinESMExports()
    return given
  }

  test.each([
    ['of a mebibyte is put back', 1_048_576, 'old'],
    ['that is longer is not held in memory, and stays new', 1_048_577, 'new'],
  ])('a file %s', async (_, size, expected) => {
    await fs.writeFile(join(folder, 'one'), 'old'.padEnd(size))
    const given = renaming()
    await expect(write()).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', cause: { code: 'EXDEV' } })
    expect((await content('one')).slice(0, 3)).toBe(expected)
    expect(given).toEqual(expected === 'old' ? ['one', 'one'] : ['one'])
    expect(await left()).toEqual(['one'])
  })

  test('a file that could not be read before is neither put back nor taken away', async () => {
    await fs.writeFile(join(folder, 'one'), 'old')
    failing('readFile', (path) => (path === join(folder, 'one') ? systemError('EACCES') : undefined))
    renaming()
    await expect(write()).rejects.toMatchObject({ cause: { code: 'EXDEV' } })
    vi.restoreAllMocks()
    syncBuiltinESMExports()
    expect(await content('one')).toBe('new')
  })

  test('what is no file is not read', async () => {
    await fs.writeFile(join(folder, 'one'), 'old')
    const stat = fs.stat
    vi.spyOn(fs, 'stat').mockImplementation((async (path: string) => {
      const found = await stat(path)
      return path === join(folder, 'one')
        ? Object.assign(found, { isFile: () => false, isDirectory: () => false })
        : found
    }) as typeof fs.stat)
    const reads: unknown[] = []
    failing('readFile', (path) => void reads.push(path))
    await write()
    expect(reads).not.toContain(join(folder, 'one'))
  })

  test('nothing has changed yet when one of them is a folder', async () => {
    await fs.mkdir(join(folder, 'two'))
    const given = renaming()
    await expect(write()).rejects.toMatchObject({ cause: { code: 'EISDIR' } })
    expect([given, await left()]).toEqual([[], ['two']])
  })

  test('a new one that is gone by then is no other failure', async () => {
    const rename = fs.rename
    vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      if (String(to) !== join(folder, 'two')) return rename(from, to)
      await fs.rm(join(folder, 'one'))
      throw systemError('EXDEV')
    })
    syncBuiltinESMExports()
    await expect(write()).rejects.toMatchObject({ cause: { code: 'EXDEV' } })
    expect(await left()).toEqual([])
  })
})

describe('the configuration', () => {
  const config = (ports: object): Promise<unknown> => loadConfig({ file, env: {}, ...ports })
  const isFile = async (): Promise<{ isFile: boolean }> => ({ isFile: true })

  test('that vanishes between two looks is not found', async () => {
    await expect(config({ stat: isFile, readFile: async () => undefined })).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_NOT_FOUND',
      path: file,
      tried: [file],
    })
    failing('stat', () => undefined)
    await fs.writeFile(file, '[DEFAULT]\n')
    failing('readFile', () => systemError('ENOENT'))
    await expect(config({})).rejects.toMatchObject({ code: 'ERR_CONFIG_FILE_NOT_FOUND', path: file })
  })

  test('that cannot be looked at is unreadable, with the cause', async () => {
    const cause = systemError('EACCES')
    await expect(
      config({ stat: () => Promise.reject(cause), readFile: async () => '[DEFAULT]\n' }),
    ).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      path: file,
      message: expect.stringContaining('cannot be read: EACCES.'),
      cause,
    })
    const unnamed = new Error('odd')
    await expect(config({ stat: () => Promise.reject(unnamed), readFile: async () => '' })).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      message: expect.stringContaining('cannot be read: see the cause.'),
      cause: unnamed,
    })
  })

  test('in the usual place that cannot be looked at is not passed over for another', async () => {
    const home = { homeDirectory: folder, file: undefined, env: { OCI_CONFIG_FILE: '/other' } }
    const stat = async (path: string): Promise<{ isFile: boolean }> => {
      if (path === '/other') return { isFile: true }
      throw systemError('EACCES')
    }
    await expect(config({ ...home, stat, readFile: async () => '[DEFAULT]\n' })).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      path: join(folder, '.oci', 'config'),
    })
    const readFile = async (path: string): Promise<string> => {
      if (path === '/other') return '[DEFAULT]\n'
      throw systemError('EACCES')
    }
    await expect(config({ ...home, readFile })).rejects.toMatchObject({ path: join(folder, '.oci', 'config') })
  })

  test('that is a folder in the usual place is passed over', async () => {
    const home = { homeDirectory: folder, file: undefined, env: { OCI_CONFIG_FILE: '/other' } }
    const stat = async (path: string): Promise<{ isFile: boolean }> => ({ isFile: path === '/other' })
    expect(await config({ ...home, stat, readFile: async () => '[DEFAULT]\nregion=phx\n' })).toMatchObject({
      file: '/other',
    })
  })

  test('whose reading is stopped says so, and not that it is unreadable', async () => {
    const leaving = new AbortController()
    const readFile = async (): Promise<string> => {
      leaving.abort(new Error('enough'))
      throw systemError('EIO')
    }
    await expect(config({ signal: leaving.signal, stat: isFile, readFile })).rejects.toThrow('enough')
  })

  test.skipIf(process.platform === 'win32')('that others may read is told', async () => {
    await fs.writeFile(file, '[DEFAULT]\n')
    await fs.chmod(file, 0o644)
    const { warnings } = await loadConfig({ file, env: {} })
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'WARN_FILE_PERMISSIONS',
        message: expect.stringContaining(`${file} (mode 0644)`),
      }),
    ])
    await expect(loadConfig({ file: folder, env: {} })).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      message: expect.stringContaining('it is not a regular file'),
    })
  })

  test('has a home that stays ~ where there is no file system, and the caller’s readFile knows it', async () => {
    const env = {}
    const readFile = async (path: string): Promise<string> => `[DEFAULT]\nregion=${path}\n`
    const homedir = vi.spyOn(os, 'homedir').mockImplementation(() => {
      throw new FileSystemUnavailableError()
    })
    syncBuiltinESMExports()
    expect((await loadConfig({ env, readFile })).region).toBe('~/.oci/config')
    const failure = systemError('ENOENT')
    homedir.mockImplementation(() => {
      throw failure
    })
    await expect(loadConfig({ env, readFile })).rejects.toBe(failure)
  })

  test('below a path that is a file is not found', async () => {
    await fs.writeFile(join(folder, 'plain'), '')
    const path = join(folder, 'plain', 'config')
    await expect(loadConfig({ file: path, env: {} })).rejects.toMatchObject({ code: 'ERR_CONFIG_FILE_NOT_FOUND', path })
    const readFile = (each: string): Promise<string> => fs.readFile(each, 'utf8')
    await expect(loadConfig({ file: path, env: {}, readFile })).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
    })
  })
})

describe('without a file and a home directory', () => {
  const home = (): Record<string, string> => ({ HOME: folder, USERPROFILE: folder })

  test('an edit goes to ~/.oci/config of the environment given', async () => {
    const done = await updateConfigFile({ profile: 'A', set: { region: 'phx' }, env: home() })
    expect(done).toEqual({ file: join(folder, '.oci', 'config'), changed: true, backup: undefined })
    expect(await fs.readFile(join(folder, '.oci', 'config'), 'utf8')).toBe('[A]\nregion=phx\n')
  })

  test('an edit, a reading and other files go to that of the process', async () => {
    for (const [name, value] of Object.entries(home())) vi.stubEnv(name, value)
    const { file: path } = await updateConfigFile({ profile: 'A', set: { region: 'phx' } })
    expect(path).toBe(join(folder, '.oci', 'config'))
    vi.stubEnv('OCI_CONFIG_PROFILE', 'A')
    expect((await loadConfig()).region).toBe('phx')
    expect(await writePrivateFiles([{ path: '~/token', content: 'x' }])).toEqual([join(folder, 'token')])
  })

  test('an empty variable is none: the system knows', async () => {
    const { homedir } = await import('node:os')
    const config = await loadConfig({
      env: { HOME: '', USERPROFILE: '' },
      file: '~/x',
      readFile: async (path) => `[DEFAULT]\nregion=${path}\n`,
    })
    expect(config.region).toBe(`${homedir()}/x`)
  })
})
