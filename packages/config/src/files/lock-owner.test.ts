import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { hostname } from 'node:os'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { describeSelf, isDead, parseLockOwner, readProcess, type LockOwner, type ProcessStatus } from './lock-owner.ts'

const SELF: LockOwner = { nonce: 'a'.repeat(32), pid: 10, host: 'here', boot: 'b1 pid:[1] m1', start: '500' }
const RUNNING: ProcessStatus = { exists: true, start: '400' }
const GONE: ProcessStatus = { exists: false, start: '' }

const rows: readonly (readonly [string, Partial<LockOwner>, ProcessStatus, boolean])[] = [
  ['the same process id, begun at the same time', { start: '400' }, RUNNING, false],
  ['the same process id, begun at another time', { start: '399' }, RUNNING, true],
  ['a process id that is free', { start: '400' }, GONE, true],
  ['another boot of the machine', { boot: 'b0 pid:[1]', start: '400' }, RUNNING, true],
  ['another boot of the same machine', { boot: 'b0 pid:[1] m1', start: '400' }, RUNNING, true],
  ['another machine of the same name', { boot: 'b0 pid:[1] m2', start: '400' }, GONE, false],
  ['the same boot, which is one machine', { boot: 'b1 pid:[1] m2' }, GONE, true],
  ['another container of the same machine', { boot: 'b1 pid:[2] m1' }, GONE, false],
  ['no boot', { boot: '' }, GONE, false],
  ['another container', { boot: 'b1 pid:[2]' }, GONE, false],
  ['another host', { host: 'there' }, GONE, false],
  ['a system that tells no times', { boot: '', start: '' }, { exists: true, start: '' }, false],
  ['a running process id that tells its time, and an owner that tells none', { start: '' }, RUNNING, false],
  ['a running process id that tells no time', { start: '400' }, { exists: true, start: '' }, false],
]
test.each(rows)('judges an owner: %s', (_, owner, status, dead) => {
  expect(isDead({ ...SELF, ...owner }, SELF, status)).toBe(dead)
})

test.each([
  ['this process knows no machine', 'b1 pid:[1]', 'b0 pid:[1] m2', true],
  ['this process knows no boot', '', 'b0 pid:[1]', false],
  ['this process knows no boot but its machine', ' pid:[1] m1', 'b0 pid:[1] m1', false],
  ['the owner knows no boot but its machine', 'b1 pid:[1] m1', ' pid:[1] m1', false],
])('judges an owner where %s', (_, own, boot, dead) => {
  expect(isDead({ ...SELF, boot }, { ...SELF, boot: own }, GONE)).toBe(dead)
})

test('judges by the process id alone where the system tells nothing else', () => {
  const bare = { ...SELF, boot: '', start: '' }
  expect(isDead(bare, bare, { exists: true, start: '' })).toBe(false)
  expect(isDead(bare, bare, GONE)).toBe(true)
})

test.each([
  ['{'],
  ['null'],
  ['{}'],
  [JSON.stringify({ ...SELF, nonce: '../x' })],
  [JSON.stringify({ ...SELF, pid: -1 })],
  [JSON.stringify({ ...SELF, pid: 0 })],
  [JSON.stringify({ ...SELF, pid: 1.5 })],
  [JSON.stringify({ ...SELF, pid: '1' })],
  [JSON.stringify({ ...SELF, nonce: 7 })],
  [JSON.stringify({ ...SELF, host: 7 })],
  [JSON.stringify({ ...SELF, boot: null })],
  [JSON.stringify({ ...SELF, start: undefined })],
  ['"text"'],
])('takes %s for no owner of ours', (text) => {
  expect(parseLockOwner(text)).toBeUndefined()
})

test('reads back what it writes', () => {
  expect(parseLockOwner(JSON.stringify(SELF))).toEqual(SELF)
  expect(parseLockOwner(JSON.stringify({ ...SELF, pid: 1 }))?.pid).toBe(1)
})

test('finds this process, and no process with an impossible id', async () => {
  expect((await readProcess(process.pid)).exists).toBe(true)
  expect((await readProcess(2 ** 22 + 1)).exists).toBe(false)
})

describe('what the system tells', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    syncBuiltinESMExports()
  })
  const readFile = fs.readFile
  const readlink = fs.readlink
  /** A system on which these files say this, or are missing, and the links are as they are here. */
  function system(files: Readonly<Record<string, string>>): void {
    const missing = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOENT' }))
    const read = async (path: string): Promise<string> => files[path] ?? (await missing())
    vi.spyOn(fs, 'readFile').mockImplementation(read as typeof fs.readFile)
    vi.spyOn(fs, 'readlink').mockImplementation(read as typeof fs.readlink)
    syncBuiltinESMExports()
  }
  /** What stands behind the name of a process: its state, and 18 numbers before the time at which it began. */
  const stat = (state: string, name = 'node'): string =>
    `7 (${name}) ${state} ${Array.from({ length: 18 }, (_, index) => index).join(' ')} 4711 9 9 9\n`
  const path = `/proc/${process.pid}/stat`

  test.each([
    ['running', stat('R'), true, '4711'],
    ['sleeping', stat('S'), true, '4711'],
    ['of a name with brackets and blanks', stat('S', 'a) Z b) (c'), true, '4711'],
    ['a zombie', stat('Z'), false, '4711'],
    ['dead', stat('X'), false, '4711'],
  ])('of a process that is %s', async (_, text, exists, start) => {
    system({ [path]: text })
    expect(await readProcess(process.pid)).toEqual({ exists, start })
  })

  test('of a process may be nothing but that it is there', async () => {
    system({})
    expect(await readProcess(process.pid)).toEqual({ exists: true, start: '' })
  })

  test('of a process may be that it belongs to somebody else', async () => {
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not yours'), { code: 'EPERM' })
    })
    expect((await readProcess(process.pid)).exists).toBe(true)
  })

  const boot = { '/proc/sys/kernel/random/boot_id': 'b1\n' }
  const space = { '/proc/self/ns/pid': 'pid:[1]' }
  const machine = { '/etc/machine-id': 'm1\n' }
  test.each([
    ['all', { ...boot, ...space, ...machine, [path]: stat('S') }, 'b1 pid:[1] m1', '4711'],
    ['the boot', boot, 'b1', ''],
    ['the namespace', space, ' pid:[1]', ''],
    ['the machine', machine, '  m1', ''],
    ['nothing', {}, '', ''],
  ])('of this process is taken as it is: %s', async (_, files, expected, start) => {
    system(files)
    const self = await describeSelf()
    expect(self).toEqual({
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      pid: process.pid,
      host: hostname(),
      boot: expected,
      start,
    })
    expect((await describeSelf()).nonce).not.toBe(self.nonce)
  })

  test.skipIf(process.platform !== 'linux')('of this process is what Linux says', async () => {
    const text = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).trim()
    const expected = [
      await text('/proc/sys/kernel/random/boot_id'),
      await readlink('/proc/self/ns/pid').catch(() => ''),
      await text('/etc/machine-id'),
    ]
    expect((await describeSelf()).boot).toBe(expected.join(' ').trimEnd())
  })
})
