import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTextFile } from './read-text-file.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'read-'))))
afterAll(() => rm(folder, { recursive: true }))

describe('a file that somebody names', () => {
  test('is read through links, as Kubernetes mounts its tokens', async () => {
    await writeFile(join(folder, 'token'), '\uFEFFtext')
    await symlink('token', join(folder, 'link'))
    expect(await readTextFile(join(folder, 'link'))).toBe('text')
  })

  test('is not waited for when it is a pipe, which may never yield', async ({ skip }) => {
    if (process.platform === 'win32') skip()
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(readTextFile(pipe)).rejects.toMatchObject({ code: 'EINVAL' })
  })

  test('is not read when it is a device, which may have no end', async ({ skip }) => {
    if (process.platform === 'win32') skip()
    await expect(readTextFile('/dev/zero')).rejects.toMatchObject({ code: 'EINVAL' })
  })

  test('is not read when it is longer than any token', async () => {
    const path = join(folder, 'long')
    await writeFile(path, '')
    await truncate(path, 10_000_001)
    await expect(readTextFile(path)).rejects.toMatchObject({ code: 'EFBIG' })
  })

  test('is told by the code of the file system when it is a folder, or not there', async () => {
    await expect(readTextFile(folder)).rejects.toMatchObject({ code: 'EISDIR' })
    await expect(readTextFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
