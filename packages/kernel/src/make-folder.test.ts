// Folders, and places where none can be.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

const ports = { mkdir, stat, dirname }

test('all folders that are missing are made, for their owner alone, by any number at once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'make-folder-'))
  const folder = join(root, 'a', 'b')
  await Promise.all([1, 2, 3].map(() => makeFolder(folder, ports)))
  expect((await stat(folder)).isDirectory()).toBe(true)
  const { mode } = await stat(join(root, 'a'))
  expect(process.platform === 'win32' ? 0o700 : mode & 0o777).toBe(0o700)
  await rm(root, { recursive: true })
})

test('a file in the way is an error', async () => {
  const root = await mkdtemp(join(tmpdir(), 'make-folder-'))
  await writeFile(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file'), ports)).rejects.toMatchObject({ code: 'EEXIST' })
  await rm(root, { recursive: true })
})

test.skipIf(!existsSync('/proc/self'))('where no folder can be made there is an error, and an end', async () => {
  await expect(makeFolder('/proc/none/.oci', ports)).rejects.toMatchObject({ code: 'ENOENT' })
})
