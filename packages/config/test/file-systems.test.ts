// File systems as they are: without hard links, full, closed, or changed by somebody else between two looks.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, updateConfigFile } from '@x/config'
import { withFileLock, writePrivateFiles } from '@x/config/files'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { describeSelf } from '../src/lock-owner.ts'

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
  name: 'link' | 'readlink' | 'readFile' | 'stat',
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
