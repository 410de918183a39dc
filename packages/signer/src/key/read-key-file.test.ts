// A key that was given as a path is never repeated: not in a message, a stack, a cause or a property.
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import openSslKeys from '../../test/support/openssl-keys.json' with { type: 'json' }
import { outcomeOf } from '../../test/support/outcome.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { loadPrivateKeyFromFile } from './load-private-key.ts'
import { Signer } from '../signers/signer.ts'

const key = createPrivateKey(openSslKeys.key)
const pem = openSslKeys.key
const pkcs1 = key.export({ format: 'der', type: 'pkcs1' })
const body = pem.replaceAll(/-----.*-----|\n/g, '')
/** As some tools cut a text, with a blank in place of each line break. */
const lines = pem.split('\n').slice(1, -2)
const ed25519 = 'MC4CAQAwBQYDK2VwBCIEIJ3l0mXQmRzqPDtTFjqJ6pXCuhXw5Zr0p4r2H0kYb1Ru'

/** Every piece of the key that is longer than chance. */
const pieces = (text: string): string[] => text.match(/[\w+=-]{16,}/g) ?? []

const told = (error: unknown): string => {
  const { message, stack, cause } = error as Error
  return [
    message,
    stack,
    JSON.stringify(error),
    JSON.stringify({ ...(error as Error) }),
    inspect(error, { depth: 9, showHidden: true }),
    inspect(cause, { showHidden: true }),
  ].join('\n')
}

describe('what cannot be a path', () => {
  test.each([
    ['a PEM', pem],
    ['a PEM in CRLF', pem.replaceAll('\n', '\r\n')],
    ['a PEM on one line', pem.replaceAll('\n', ' ')],
    ['a PEM with literal \\n', pem.replaceAll('\n', '\\n')],
    ['the first line of a PEM and a piece', pem.slice(0, 80).replace('\n', '')],
    ['base64 of a PEM', Buffer.from(pem).toString('base64')],
    ['the beginning of base64 of a PEM', Buffer.from(pem).toString('base64').slice(0, 120)],
    ['a quoted base64 of a PEM', `"${Buffer.from(pem).toString('base64').slice(0, 200)}"`],
    ['a bare body', body],
    ['a bare body in the alphabet of URLs', body.replaceAll('+', '-').replaceAll('/', '_')],
    ['a bare body in lines', lines.join('\n')],
    ['a bare body with blanks', lines.join(' ')],
    ['the first two lines of a body', lines.slice(0, 2).join('')],
    ['the first line of a body', body.slice(0, 64)],
    ['a PEM in lower case', pem.toLowerCase()],
    ['a session token', `ST$eyJhbGciOiJSUzI1NiJ9.${'hunter2'.repeat(9)}.x`],
    ['DER, as text', pkcs1.toString('latin1')],
    ['DER, in hexadecimal', pkcs1.toString('hex')],
    ['a name that is longer than any', 'x'.repeat(256)],
    ['a name that is longer than any, below a folder', `~/keys/${'x'.repeat(256)}/key.pem`],
    ['a NUL', 'key\0.pem'],
    ['a tab', 'key\t.pem'],
    ['a DEL', 'key\u007f.pem'],
  ])('is refused and not repeated: %s', async (_, path) => {
    // One after the other: the rejection of one that nobody waits for yet would be nobody's.
    for (const loading of [
      () => loadPrivateKeyFromFile(path),
      () =>
        new Signer({ tenancy: 't', user: 'u', fingerprint: 'f', privateKeyFile: path }).sign({
          method: 'GET',
          url: 'http://h/',
        }),
    ]) {
      const error = await outcomeOf(loading())
      expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' })
      expect((error as Error).message).toBe(
        'The path of the private key file is no path. Load the text of a key with loadPrivateKey.',
      )
      for (const piece of pieces(path)) expect(told(error)).not.toContain(piece)
    }
  })
})

test.each([undefined, null, 5, {}, ''])('a path is a text, not %j', async (path) => {
  expect(await outcomeOf(loadPrivateKeyFromFile(path as string))).toMatchObject({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: 'The path of the private key file is empty or no text. Pass a path.',
  })
})

describe('what may be a path but looks like a key', () => {
  test.each([
    ['lines from the middle of a key', lines.slice(4, 6).join('/')],
    ['half a line from the middle of a key', lines.find((line) => /^[\w+]{45}/.test(line))!.slice(0, 45)],
    ['an Ed25519 key', ed25519],
    ['the beginning of a key', body.slice(0, 60)],
    ['a key in a folder', `/run/secrets/${body.slice(0, 60)}`],
    ['a key with blanks', `x ${lines.slice(7, 9).join(' ')}`],
    ['hexadecimal in two names', `${'0123456789abcdef'.repeat(10)}/${'0123456789abcdef'.repeat(10)}`],
    ['a JSON Web Key', `{"kty":"RSA","d":"${body.slice(200, 260).replaceAll(/[+/]/g, '-')}"}`],
    ['the longest name that file systems take', 'x'.repeat(255)],
    ['a name of 128 characters', 'x'.repeat(128)],
    ['a frame that lost its dashes', 'PRIVATE KEY,secretsecretsecret'],
    [
      'short pieces of a key',
      Array.from({ length: 15 }, (_, at) => `${body.slice(9 * at + 700, 9 * at + 707).replaceAll('/', 'x')}A1b`).join(
        '/',
      ),
    ],
  ])('is tried, and not repeated when it is no file: %s', async (_, path) => {
    const error = await outcomeOf(loadPrivateKeyFromFile(path))
    const code = isWeb ? 'unknown error' : 'ENOENT'
    expect(error).toMatchObject({ name: 'KeyFileUnreadableError', code: 'ERR_KEY_FILE_UNREADABLE', cause: { code } })
    expect((error as Error).message).toBe(
      `The private key file could not be read: ${code}. What was given as its path is not shown: it looks like the text of a key. Load that with loadPrivateKey.`,
    )
    for (const piece of pieces(path)) expect(told(error)).not.toContain(piece)
  })

  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signer-'))
    return () => rmSync(folder, { recursive: true })
  })

  test.skipIf(isWeb)('is opened when it is a file', async () => {
    const deep = join(folder, 'Ab3'.repeat(20))
    mkdirSync(deep)
    writeFileSync(join(deep, 'key.pem'), pem)
    expect(await loadPrivateKeyFromFile(join(deep, 'key.pem'))).toMatchObject({ bits: 2048 })
  })
})

test.each([
  ['a name of 127 characters', 'x'.repeat(127)],
  ['a hash in a path', `/var/lib/docker/overlay2/${'0123456789abcdef'.repeat(4)}/merged/key.pem`],
  ['a UUID in a path', '/pods/6f1b6c1e-AAAA-4c0c-9d0e-0123456789ab/key.pem'],
  ['a long path', `/home/${'Some1Folder/'.repeat(15)}key.pem`],
  ['a long name in capitals and digits', `/keys/${'KEY_2026_'.repeat(6)}`],
  ['a long name in small letters and digits', `/keys/${'key_2026_'.repeat(6)}`],
  ['a long name in letters', `/keys/${'LongName'.repeat(6)}`],
  ['a name outside ASCII', '/ключи/мой_ключ.pem'],
  ['the words of a key', '/etc/my-private-keys/private_key-MIIE.pem'],
  ['a long path in small letters', `/home/${'folder/'.repeat(20)}key`],
])('a path is shown when it is no file: %s', async (_, path) => {
  const error = await outcomeOf(loadPrivateKeyFromFile(path))
  expect(error).toMatchObject({ code: 'ERR_KEY_FILE_UNREADABLE' })
  expect((error as Error).message).toContain(
    isWeb ? `file ${path} cannot be read` : `file ${path} could not be read: ENOENT`,
  )
})
