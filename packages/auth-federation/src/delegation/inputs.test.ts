import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { describe, expect, test } from 'vitest'
import { delegationTokenReader } from './inputs.ts'

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
    await expect(read()).rejects.toMatchObject({
      code: 'ERR_INVALID_DELEGATION_TOKEN',
      cause: { code: 'ENOENT' },
      message: expect.stringContaining('Check its path and permissions'),
    })
  })

  test.each([
    ['UTF-8 behind a byte order mark', Buffer.from('\uFEFFtoken\r\n')],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from('\uFEFFtoken\r\n', 'utf16le')],
    ['UTF-16 of the other byte order', Buffer.from('\uFEFFtoken\r\n', 'utf16le').swap16()],
  ])('reads a file in %s', async (_, content) => {
    const folder = await mkdtemp(join(tmpdir(), 'delegation-'))
    await writeFile(join(folder, 'token'), content)
    expect(await delegationTokenReader({ file: join(folder, 'token') }, undefined)()).toBe('token')
    await rm(folder, { recursive: true })
  })

  test.each([
    ['~/token', join(homedir(), 'token')],
    ['~', homedir()],
    ['~\\token', process.platform === 'win32' ? `${homedir()}\\token` : '~\\token'],
    ['~user/token', '~user/token'],
    ['/run/~/token', '/run/~/token'],
  ])('takes %s for %s', async (file, expected) => {
    expect(await delegationTokenReader({ file }, async (path) => path)()).toBe(expected)
  })

  test.each([
    ['a token', `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(60)}.x`],
    ['a token behind blanks', ' eyJh.hunter2.x'],
    ['a key id', 'ST$hunter2'],
    ['a key', '-----BEGIN PRIVATE KEY----- hunter2'],
    ['a key in a folder', '/run/-----begin private key----- hunter2'],
    ['the body of a key', `MIIE${'hunter2/'.repeat(8)}`],
    ['two lines', 'hunter2\nx'],
    ['a NUL', 'hunter2\0'],
    ['a name that is longer than any', `/${'x'.repeat(256)}/y`],
  ])('takes no file called like this, and does not show it: %s', (_, file) => {
    expect(() => delegationTokenReader({ file }, undefined)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_DELEGATION_TOKEN',
        message:
          'What was given as the file of the delegation token is no path. Pass a token itself, without { file }.',
      }),
    )
  })

  test('takes a file with a name as long as they get, or with eyJ inside', async () => {
    for (const file of [`/${'x'.repeat(255)}`, '/run/eyJ/ST$', 'eyJude', '/ключи'])
      expect(await delegationTokenReader({ file }, async () => 'token')()).toBe('token')
  })

  test('does not repeat what may be a token, when it is no file', async () => {
    const file = `eyJhbGciOiJSUzI1NiJ9${'Ab1'.repeat(20)}`
    const error = await rejectionOf(delegationTokenReader({ file }, undefined)())
    expect(error).toMatchObject({ code: 'ERR_INVALID_DELEGATION_TOKEN', cause: { code: 'ENOENT', message: 'ENOENT' } })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Ab1Ab1')
  })

  test.each([7, null, undefined, '', ' \n'])('refuses a function that yields %j as empty', async (value) => {
    const read = delegationTokenReader(() => value as never, undefined)
    await expect(read()).rejects.toMatchObject({
      code: 'ERR_INVALID_DELEGATION_TOKEN',
      message: 'The delegation token is empty. Get a new one, or check its file.',
    })
  })

  test.each(['one two', 'one\ntwo', 'töken', 'one\u007f', '\u0000one'])(
    'refuses %j for its characters',
    async (value) => {
      const refused = {
        code: 'ERR_INVALID_DELEGATION_TOKEN',
        message: expect.stringContaining('cannot stand in a header'),
      }
      await expect(delegationTokenReader(() => value, undefined)()).rejects.toMatchObject(refused)
      expect(() => delegationTokenReader(value, undefined)).toThrow(expect.objectContaining(refused))
    },
  )

  test.each([undefined, null, {}, { file: 7 }, 7])('is not made of %j', (source) => {
    expect(() => delegationTokenReader(source as never, undefined)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_DELEGATION_TOKEN',
        message: 'There is no delegation token. Pass the token, a function, or { file }.',
      }),
    )
  })

  test('takes every character from the first to the last that can be seen', async () => {
    expect(await delegationTokenReader('!aZ~', undefined)()).toBe('!aZ~')
  })
})
