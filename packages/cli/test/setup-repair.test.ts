// `ocix setup repair-file-permissions`.
import { execFile } from 'node:child_process'
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { icaclsRuns } from '../src/commands/setup/repair-file-permissions/icacls.ts'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const LINE = 'setup repair-file-permissions'
const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777

async function fileWith(mode: number): Promise<string> {
  const file = join(home().path, 'key.pem')
  await writeFile(file, 'x')
  await chmod(file, mode)
  return file
}

test.each([0o644, 0o777, 0o000])('a file of mode %o is for its owner alone', async (mode) => {
  const file = await fileWith(mode)
  const { code, stdout, stderr } = await home().run(`${LINE} --file key.pem`)
  expect([code, stdout, stderr]).toEqual([0, '', `Only you can read and write ${file} now.\n`])
  expect(await modeOf(file)).toBe(0o600)
})

test('a link leads to the file that is meant', async () => {
  const file = await fileWith(0o644)
  await symlink(file, join(home().path, 'link'))
  expect((await home().run(`${LINE} --file link`)).code).toBe(0)
  expect(await modeOf(file)).toBe(0o600)
})

test('a folder, a pipe, and what is not there are left as they are', async () => {
  const folder = join(home().path, 'folder')
  await mkdir(folder, { mode: 0o755 })
  const refused = await home().run(`${LINE} --file folder`)
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('is no regular file.')])
  expect(await modeOf(folder)).toBe(0o755)
  await promisify(execFile)('mkfifo', [join(home().path, 'pipe')])
  expect((await home().run(`${LINE} --file pipe`)).code).toBe(2)
  expect((await home().run(`${LINE} --file nothing`)).code).toBe(5)
  expect((await home().run(LINE)).code).toBe(2)
})

test('a file of somebody else is refused', async () => {
  const file = process.getuid?.() === 0 ? await fileWith(0o644) : '/etc/hosts'
  if (process.getuid?.() === 0) await promisify(execFile)('chown', ['65534', file])
  const { code, stderr } = await home().run(`${LINE} --file ${file}`)
  expect([code, stderr]).toEqual([5, expect.stringContaining('belongs to another user.')])
})

test('on Windows nothing is inherited, and no shell sees the path', () => {
  const file = 'C:\\a & b\\config'
  expect(icaclsRuns(file, { USERNAME: 'ann', USERDOMAIN: 'CORP' })).toEqual([
    [file, '/reset'],
    [file, '/inheritance:r', '/grant:r', 'CORP\\ann:(F)', '/grant:r', '*S-1-5-32-544:(F)', '/grant:r', '*S-1-5-18:(F)'],
  ])
})
