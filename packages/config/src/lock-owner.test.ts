import { expect, test } from 'vitest'
import { isDead, parseLockOwner, readProcess, type LockOwner, type ProcessStatus } from './lock-owner.ts'

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
]
test.each(rows)('judges an owner: %s', (_, owner, status, dead) => {
  expect(isDead({ ...SELF, ...owner }, SELF, status)).toBe(dead)
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
])('takes %s for no owner of ours', (text) => {
  expect(parseLockOwner(text)).toBeUndefined()
})

test('reads back what it writes', () => {
  expect(parseLockOwner(JSON.stringify(SELF))).toEqual(SELF)
})

test('finds this process, and no process with an impossible id', async () => {
  expect((await readProcess(process.pid)).exists).toBe(true)
  expect((await readProcess(2 ** 22 + 1)).exists).toBe(false)
})
