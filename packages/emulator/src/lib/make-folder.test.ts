import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'make-folder-'))))
afterEach(() => rm(root, { recursive: true, force: true }))

test('makes what is missing, for its owner alone, also when several do it at once', async () => {
  const folder = join(root, 'a', 'b')
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(folder)])
  expect((await stat(folder)).isDirectory()).toBe(true)
  const { mode } = await stat(join(root, 'a'))
  // Windows has no such modes.
  expect(process.platform === 'win32' ? 0o700 : mode & 0o777).toBe(0o700)
})

test('a file in the way is Node’s own error', async () => {
  await writeFile(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(root, 'file', 'below'))).rejects.toMatchObject({ code: 'EEXIST' })
})

test.skipIf(!existsSync('/proc/self'))('a place where nobody can make one is an error too, and an end', async () => {
  await expect(makeFolder('/proc/none/.oci')).rejects.toMatchObject({ code: 'ENOENT' })
})
