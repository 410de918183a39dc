// A key or a token that was given as a path is refused or at least never repeated, wherever a path can be given.
import { inspect } from 'node:util'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ConfigFileNotFoundError, ConfigFileUnreadableError, InvalidKeyFilePathError } from './errors.ts'
import { loadConfig } from '../profile/load-config.ts'
import { resolveRegion } from '../regions/resolve-region.ts'
import { tryValidateConfig, validateConfig } from '../validate/validate-config.ts'
import { ConfigLockedError, ConfigWriteError } from './write-errors.ts'

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString()
const body = pem.replaceAll(/-----.*-----|\n/g, '')
const middle = pem.split('\n').slice(4, 6).join('/')
const token = `eyJhbGciOiJSUzI1NiJ9.${'A1b'.repeat(40)}.x`

const KEYS = {
  'a PEM': pem,
  'a PEM with literal \\n': pem.replaceAll('\n', '\\n'),
  'base64 of a PEM': Buffer.from(pem).toString('base64'),
  'the beginning of base64 of a PEM': Buffer.from(pem).toString('base64').slice(0, 100),
  'a bare body': body,
  'a quoted bare body': `"${body.slice(0, 200)}"`,
  'a bare body in lines': pem.split('\n').slice(1, -2).join('\n'),
}
const PATHS = [
  '~/.oci/oci_api_key.pem',
  'C:\\Users\\me\\MIIE.pem',
  `/var/lib/docker/overlay2/${'0123456789abcdef'.repeat(4)}/key.pem`,
  `/home/${'Some1Folder/'.repeat(15)}key.pem`,
  `/keys/${'key_2026_'.repeat(6)}`,
  `/keys/${'KEY_2026_'.repeat(6)}`,
  `/keys/${'LongName'.repeat(6)}`,
  `/home/${'folder/'.repeat(20)}key`,
  'x'.repeat(127),
]

const pieces = (text: string): string[] => text.match(/[\w+=-]{16,}/g) ?? []
const told = (value: unknown): string =>
  [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value), String((value as Error).stack)].join('\n')

describe.each(Object.entries(KEYS))('%s', (_, key) => {
  test('is a malformed keyFile, which asks for keyContent', async () => {
    const config = { keyFile: key }
    expect(tryValidateConfig(config, { env: {} })['keyFile']).toBe('malformed')
    expect(() => validateConfig(config, { env: {} })).toThrow('Pass the text as keyContent')
  })

  test('is no configuration file', async () => {
    const error: unknown = await loadConfig({ file: key, env: {} }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    for (const piece of pieces(key)) expect(told(error)).not.toContain(piece)
  })

  test('given as keyFile is in no error of loadConfig, and the configuration does not print it', async () => {
    const readFile = async (): Promise<string> => '[DEFAULT]\n'
    const config = await loadConfig({ file: '/c', env: {}, readFile, values: { keyFile: key }, homeDirectory: '/h' })
    expect(config.keyFile).toBe(key)
    for (const piece of pieces(key)) expect(told(config)).not.toContain(piece)
  })
})

test.each(PATHS)('%s is a path', (path) => {
  expect(tryValidateConfig({ keyFile: path }, { env: {} })['keyFile']).toBeUndefined()
})

test.each([
  ['a name of 256 characters', `/keys/${'x'.repeat(256)}/key`],
  ['a line break', 'key.pem\nx'],
  ['a carriage return', 'key.pem\rx'],
  ['a NUL', 'key\0.pem'],
])('%s is in no path', (_, path) => {
  expect(() => validateConfig({ keyFile: path }, { env: {} })).toThrow(
    'it has a line break, or a name that is longer than that of any file',
  )
})

test.each([token, 'ST$eyJx', ` ${token}`])('a token is no path: %s', async (text) => {
  await expect(loadConfig({ file: text, env: {} })).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: '`file` holds a key or a token, or another text that is no path. Pass the path of a configuration file.',
  })
})

describe('errors about a path that may be a key', () => {
  const cause = Object.assign(new Error(`ENAMETOOLONG: name too long, open '${middle}'`), {
    code: 'ENAMETOOLONG',
    path: middle,
  })
  test.each([
    new ConfigFileNotFoundError(middle, [middle, '/other'], { cause }),
    new ConfigFileUnreadableError(middle, 'ENAMETOOLONG', { cause }),
    new InvalidKeyFilePathError(middle, '/c', 3, { cause }),
    new ConfigWriteError(middle, { cause }),
  ])('$name keeps the code of the cause and shows nothing', (error) => {
    expect(error).toMatchObject({ path: '<redacted>', cause: { code: 'ENAMETOOLONG', message: 'ENAMETOOLONG' } })
    for (const piece of pieces(middle)) expect(told(error)).not.toContain(piece)
  })

  test('a lock is named by nothing either', () => {
    const error = new ConfigLockedError(middle, undefined)
    expect(error.path).toBe('<redacted>')
    for (const piece of pieces(middle)) expect(told(error)).not.toContain(piece)
  })

  test('other paths are listed, and keep their cause', () => {
    const error = new ConfigFileNotFoundError('/c', ['/c', middle], { cause })
    expect(error).toMatchObject({ path: '/c', tried: ['/c', '<redacted>'], cause })
  })

  test('key_file, looked for on disk', async () => {
    const error: unknown = await loadConfig({
      file: '/c',
      env: {},
      homeDirectory: '/h',
      values: { keyFile: middle },
      readFile: async () => '[DEFAULT]\n',
      stat: async (path) => {
        if (path === '/c') return { isFile: true }
        throw cause
      },
    }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'ERR_INVALID_KEY_FILE_PATH', path: '<redacted>' })
    for (const piece of pieces(middle)) expect(told(error)).not.toContain(piece)
  })

  test('a token file, looked for on disk', async () => {
    const error: unknown = await loadConfig({
      file: '/c',
      env: {},
      homeDirectory: '/h',
      values: { securityTokenFile: middle, keyFile: '/k' },
      readFile: async () => '[DEFAULT]\n',
      stat: async (path) => ({ isFile: path !== middle }),
    }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'ERR_INVALID_CONFIG', errors: { securityTokenFile: 'malformed' } })
    for (const piece of pieces(middle)) expect(told(error)).not.toContain(piece)
  })

  test.each([
    ['that is missing', async () => undefined],
    ['that cannot be read', () => Promise.reject(cause)],
  ])('the file of the developer tool %s', async (_, readFile) => {
    const env = { OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH: middle }
    const error: unknown = await resolveRegion('mars-1', { env, readFile, homeDirectory: '/h' }).catch(
      (failure: unknown) => failure,
    )
    expect(error).toMatchObject({ name: 'InvalidDeveloperToolConfigurationError' })
    for (const piece of pieces(middle)) expect(told(error)).not.toContain(piece)
  })
})

test('a session is not stopped by what it does not use', () => {
  const session = { tenancy: 'ocid1.tenancy.oc1..a', region: 'phx', keyFile: 'k', securityTokenFile: 't' }
  expect(tryValidateConfig({ ...session, fingerprint: 'malformed' }, { env: {} })).toEqual({})
  const said = { ...session, user: 'nobody', fingerprint: '', authenticationType: 'security_token' }
  expect(tryValidateConfig(said, { env: {} })).toEqual({})
  const broken = { ...said, tenancy: 'x', securityTokenFile: token, keyFile: '' }
  const all = { tenancy: 'malformed', securityTokenFile: 'malformed', keyFile: 'malformed' }
  expect(tryValidateConfig(broken, { env: {} })).toEqual(all)
})
