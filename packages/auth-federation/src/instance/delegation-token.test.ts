import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { delegationTokenReader } from './delegation-token.ts'

describe('the reader of a delegation token', () => {
  test('reads a file again each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'delegation-'))
    const file = join(folder, 'token')
    const read = delegationTokenReader({ file }, undefined)
    for (const token of ['one', 'two']) {
      await writeFile(file, `${token}\r\n`)
      expect(await read()).toBe(token)
    }
    await rm(folder, { recursive: true })
    await expect(read()).rejects.toMatchObject({ code: 'ERR_INVALID_DELEGATION_TOKEN', cause: { code: 'ENOENT' } })
  })

  test.each([
    ['UTF-8 behind a byte order mark', Buffer.from('\uFEFFtoken\r\n')],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from('\uFEFFtoken\r\n', 'utf16le')],
  ])('reads a file in %s', async (_, content) => {
    const folder = await mkdtemp(join(tmpdir(), 'delegation-'))
    await writeFile(join(folder, 'token'), content)
    expect(await delegationTokenReader({ file: join(folder, 'token') }, undefined)()).toBe('token')
    await rm(folder, { recursive: true })
  })

  test.each([
    ['~/token', join(homedir(), 'token')],
    ['~user/token', '~user/token'],
    ['/run/~/token', '/run/~/token'],
  ])('takes %s for %s', async (file, expected) => {
    expect(await delegationTokenReader({ file }, async (path) => path)()).toBe(expected)
  })

  test.each([7, null, undefined, ''])('refuses a function that yields %s', async (value) => {
    const read = delegationTokenReader(() => value as never, undefined)
    await expect(read()).rejects.toMatchObject({ code: 'ERR_INVALID_DELEGATION_TOKEN' })
  })
})
