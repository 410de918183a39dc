import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { authenticationTypeOf } from './authentication-type.ts'
import { FileSystemUnavailableError } from '../errors/errors.ts'
import type { FileStatus } from '../files/file-ports.ts'
import { loadConfig, type LoadConfigOptions } from './load-config.ts'
import { validateConfig } from '../validate/validate-config.ts'
import type { ConfigWarning } from '../errors/warning.ts'

const FINGERPRINT = '20:3b:97:13:55:1c:20:3b:97:13:55:1c:20:3b:97:13'
const TENANCY = 'ocid1.tenancy.oc1..aaaa'
const PROFILE = `[DEFAULT]\ntenancy=${TENANCY}\nuser=ocid1.user.oc1..bbbb\nfingerprint=${FINGERPRINT}\nregion=us-phoenix-1\nkey_file=~/k.pem\n`
const HOME = '/home/me'
const STANDARD = `${HOME}/.oci/config`
const PRIVATE: FileStatus = { isFile: true, mode: 0o100600, ownerId: 7 }

/** Loads from a file system that is an object; a key file is always there. */
function load(files: Record<string, string>, options: LoadConfigOptions = {}, status: Record<string, FileStatus> = {}) {
  const all: Record<string, string> = { [`${HOME}/k.pem`]: '', ...files }
  return loadConfig({
    env: {},
    homeDirectory: HOME,
    readFile: async (path) => all[path],
    stat: async (path) => status[path] ?? (Object.hasOwn(all, path) ? PRIVATE : undefined),
    userId: () => 7,
    ...options,
  })
}

async function failure(promise: Promise<unknown>): Promise<Error & { code: string }> {
  return promise.then(
    () => Promise.reject(new Error('it was accepted')),
    (error: Error & { code: string }) => error,
  )
}

describe('the file', () => {
  const named = (user: string): string => `[DEFAULT]\nuser=${user}\n`
  const LEGACY = `${HOME}/.oraclebmc/config`
  const rows: readonly (readonly [string, Record<string, string>, LoadConfigOptions, string | undefined])[] = [
    ['an explicit path is used', { [STANDARD]: named('std'), '/x': named('x') }, { file: '/x' }, 'x'],
    ['~ is expanded', { [`${HOME}/x`]: named('x') }, { file: '~/x' }, 'x'],
    ['the default is ~/.oci/config', { [STANDARD]: named('std'), [LEGACY]: named('old') }, {}, 'std'],
    [
      'it wins over OCI_CONFIG_FILE',
      { [STANDARD]: named('std'), '/e': named('e') },
      { env: { OCI_CONFIG_FILE: '/e' } },
      'std',
    ],
    [
      'unless the environment is preferred',
      { [STANDARD]: named('std'), '/e': named('e') },
      { env: { OCI_CONFIG_FILE: '/e' }, preferEnv: true },
      'e',
    ],
    [
      'OCI_CONFIG_FILE is used when the default is absent',
      { '/e': named('e'), [LEGACY]: named('old') },
      { env: { OCI_CONFIG_FILE: '/e' } },
      'e',
    ],
    ['~ in OCI_CONFIG_FILE is expanded', { [`${HOME}/e`]: named('e') }, { env: { OCI_CONFIG_FILE: '~/e' } }, 'e'],
    ['an empty OCI_CONFIG_FILE is none', { [LEGACY]: named('old') }, { env: { OCI_CONFIG_FILE: '' } }, 'old'],
    ['the legacy file is last', { [LEGACY]: named('old') }, {}, 'old'],
    [
      'OCI_CONFIG_FILE counts even if it is missing',
      { [LEGACY]: named('old') },
      { env: { OCI_CONFIG_FILE: '/gone' } },
      undefined,
    ],
    [
      'an explicit path is never replaced by another',
      { '/e': named('e') },
      { file: '~/.oci/config', env: { OCI_CONFIG_FILE: '/e' } },
      undefined,
    ],
    [
      'a preferred OCI_CONFIG_FILE that is missing is an error',
      { [STANDARD]: named('std') },
      { env: { OCI_CONFIG_FILE: '/gone' }, preferEnv: true },
      undefined,
    ],
    ['none at all is an error', {}, {}, undefined],
    [
      "the CLI's variable is not read unless asked",
      { [STANDARD]: named('std'), '/c': named('c') },
      { env: { OCI_CLI_CONFIG_FILE: '/c' } },
      'std',
    ],
    [
      "the CLI's variable wins over the default",
      { [STANDARD]: named('std'), '/c': named('c') },
      { env: { OCI_CLI_CONFIG_FILE: '/c' }, cliEnv: true },
      'c',
    ],
    [
      'an explicit path wins over that',
      { '/x': named('x'), '/c': named('c') },
      { file: '/x', env: { OCI_CLI_CONFIG_FILE: '/c' }, cliEnv: true },
      'x',
    ],
  ]
  test.each(rows)('%s', async (_, files, options, user) => {
    const outcome = load(files, options).then(
      (config) => config.user,
      (error: { code: string }) => error.code,
    )
    expect(await outcome).toBe(user ?? 'ERR_CONFIG_FILE_NOT_FOUND')
  })

  test('is looked for with a readFile alone, too', async () => {
    const from = (path: string, env = {}): Promise<unknown> => {
      const readFile = async (each: string): Promise<string | undefined> => (each === path ? named(path) : undefined)
      return loadConfig({ env, homeDirectory: HOME, readFile }).then(({ user, file }) => [user, file])
    }
    expect(await from(LEGACY)).toEqual([LEGACY, LEGACY])
    expect(await from('/e', { OCI_CONFIG_FILE: '/e' })).toEqual(['/e', '/e'])
  })

  test('an error names every place that was tried', async () => {
    expect(await failure(load({}))).toMatchObject({ path: STANDARD, tried: [STANDARD, LEGACY] })
  })

  test('that is there but unreadable is another error, with its cause', async () => {
    const cause = Object.assign(new Error('no'), { code: 'EACCES' })
    const readFile = () => Promise.reject(cause)
    expect(await failure(load({ [STANDARD]: '' }, { readFile }))).toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      cause,
    })
  })

  test('must be a regular file', async () => {
    const error = await failure(load({}, { file: '/dev/zero' }, { '/dev/zero': { isFile: false } }))
    expect(error.code).toBe('ERR_CONFIG_FILE_UNREADABLE')
  })

  test.each([['-----BEGIN PRIVATE KEY-----\nhunter2'], ['a\0b'], ['']])(
    'given as %j is an argument error that does not repeat it',
    async (file) => {
      const error = await failure(load({}, { file }))
      expect(error).toBeInstanceOf(TypeError)
      expect(error.code).toBe('ERR_INVALID_ARGUMENT')
      expect(error.message).not.toContain('hunter2')
    },
  )

  test('may come from a readFile alone, and then nothing else is looked at', async () => {
    const readFile = async (path: string) => (path === STANDARD ? PROFILE : undefined)
    const config = await loadConfig({ env: {}, homeDirectory: HOME, readFile })
    expect(config.keyFile).toBe(`${HOME}/k.pem`)
    expect(config.warnings).toEqual([])
  })

  test('may begin with a byte order mark, on the disk too', async () => {
    expect((await load({ [STANDARD]: `\uFEFF${PROFILE}` })).region).toBe('us-phoenix-1')
    const folder = await mkdtemp(join(tmpdir(), 'config-'))
    const file = join(folder, 'config')
    await writeFile(file, `\uFEFF${PROFILE}`)
    expect((await loadConfig({ file, env: {}, checkFiles: false })).region).toBe('us-phoenix-1')
    await writeFile(file, Buffer.from(`\uFEFF${PROFILE}`, 'utf16le'))
    expect(await failure(loadConfig({ file, env: {} }))).toMatchObject({
      code: 'ERR_CONFIG_PARSE',
      line: 1,
      problems: [{ line: 1, reason: 'not-text' }],
      message: expect.stringContaining('UTF-16'),
    })
    await rm(folder, { recursive: true })
  })

  test('is not read once the signal is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(load({ [STANDARD]: PROFILE }, { signal })).rejects.toThrow('enough')
  })
})

describe('without a file system', () => {
  const none = (): Promise<never> => Promise.reject(new FileSystemUnavailableError())

  test('reading says so, whichever port finds out', async () => {
    for (const ports of [{ stat: none }, { readFile: none }, { stat: undefined, readFile: none }]) {
      for (const file of [undefined, '/x']) {
        const error = await failure(load({ '/x': PROFILE, [STANDARD]: PROFILE }, { ...ports, file }))
        expect(error).toMatchObject({ code: 'ERR_FILE_SYSTEM_UNAVAILABLE', name: 'FileSystemUnavailableError' })
      }
    }
  })
})

describe('options', () => {
  const files = { [STANDARD]: PROFILE }
  const of = (options: unknown): Promise<Error & { code: string }> => failure(loadConfig(options as never))

  test.each([
    ['a path', './config', 'a string'],
    ['an empty path', '', 'a string'],
    ['null', null, 'null'],
    ['a number', 5, 'a number'],
    ['true', true, 'a boolean'],
    ['a function', () => ({}), 'a function'],
    ['an array', [{ profile: 'A' }], 'an array'],
    ['a URL', new URL('file:///home/me/.oci/config'), 'an object of the kind URL'],
    ['bytes', new TextEncoder().encode('x'), 'an object of the kind Uint8Array'],
    ['a Map', new Map([['profile', 'A']]), 'an object of the kind Map'],
    ['a promise', Promise.resolve({ profile: 'A' }), 'a promise, which has to be awaited'],
  ])('that are %s are refused, with the call that is right', async (_, options, kind) => {
    const error = await of(options)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: `The options are ${kind}. Call loadConfig({ file, profile }).`,
    })
  })

  test.each([
    ['profileName', '`profile`'],
    ['profile_name', '`profile`'],
    ['Profile', '`profile`'],
    ['configProfile', '`profile`'],
    ['profle', '`profile`'],
    ['section', '`profile`'],
    ['configFile', '`file`'],
    ['file_location', '`file`'],
    ['configFilePath', '`file`'],
    ['config_path', '`file`'],
    ['path', '`file`'],
    ['files', '`file`'],
    ['environment', '`env`'],
    ['prefer_env', '`preferEnv`'],
    ['homeDir', '`homeDirectory`'],
    ['onWarn', '`onWarning`'],
    ['abortSignal', '`signal`'],
    ['stirct', '`strict`'],
    ['readFileSync', '`readFile`'],
    ['dir', '`homeDirectory`'],
    ['region', '`values: { region }`'],
    ['keyFile', '`values: { keyFile }`'],
    ['key_file', '`values: { keyFile }`'],
    ['pass_phrase', '`values: { passphrase }`'],
  ])('of the unknown name %s are refused, and %s is named', async (name, nearest) => {
    const error = await failure(load(files, { [name]: 'A' }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: `There is no option "${name}". Did you mean ${nearest}?`,
    })
  })

  test('of a name that resembles none are refused, and all are listed', async () => {
    const name = 'q'.repeat(70)
    expect(await failure(load(files, { [name]: null } as never))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringMatching(/^There is no option "q{60}"\. Use file, profile, values, /),
    })
    for (const short of ['zz', 'al']) {
      expect((await failure(load(files, { [short]: 1 } as never))).message).toContain('Use file,')
    }
  })

  test('that are not the caller’s own, not defined or no text do not count', async () => {
    const inherited = Object.create({ profileName: 'A' }) as LoadConfigOptions
    const options = Object.assign(inherited, { profileName: undefined, [Symbol('profileName')]: 'A' })
    Object.defineProperty(options, 'configFile', { value: 'x', enumerable: false })
    expect((await load(files, options)).region).toBe('us-phoenix-1')
  })

  test.each([
    ['profile', 5, 'a number', 'a string'],
    ['profile', ['A'], 'an array', 'a string'],
    ['values', 'x', 'a string', 'an object'],
    ['values', [], 'an array', 'an object'],
    ['values', Promise.resolve({}), 'a promise, which has to be awaited', 'an object'],
    ['env', 'x', 'a string', 'an object'],
    ['preferEnv', 'false', 'a string', 'true or false'],
    ['cliEnv', 'true', 'a string', 'true or false'],
    ['cliEnv', 1, 'a number', 'true or false'],
    ['terraformEnv', 1, 'a number', 'true, false or a string'],
    ['strict', 'no', 'a string', 'true or false'],
    ['checkFiles', 0, 'a number', 'true or false'],
    ['onWarning', {}, 'an object', 'a function'],
    ['homeDirectory', {}, 'an object', 'a string'],
    ['signal', new AbortController(), 'an object of the kind AbortController', 'an AbortSignal'],
    ['signal', 'x', 'a string', 'an AbortSignal'],
    ['readFile', 'x', 'a string', 'a function'],
    ['stat', {}, 'an object', 'a function'],
    ['userId', 7, 'a number', 'a function'],
  ])('such as %s = %j are refused', async (name, value, kind, expected) => {
    const error = await failure(load(files, { [name]: value }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: `The option \`${name}\` is ${kind}. It has to be ${expected}.`,
    })
  })

  test('that are null are none, but for the file', async () => {
    const nothing = { profile: null, values: null, onWarning: null, strict: null, checkFiles: null, signal: null }
    expect((await load(files, nothing as never)).region).toBe('us-phoenix-1')
    expect(await failure(load(files, { file: null } as never))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('of another realm are options', async () => {
    const options = runInNewContext('({ profile: "A" })') as LoadConfigOptions
    expect((await load({ [STANDARD]: `${PROFILE}[A]\nregion=fra` }, options)).region).toBe('fra')
  })

  test.each([
    ['key_file', 'keyFile'],
    ['pass_phrase', 'passphrase'],
    ['security_token_file', 'securityTokenFile'],
  ])('with values that are named as in a file are refused: %s', async (key, name) => {
    const error = await failure(load(files, { values: { [key]: 'hunter2' } }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: `\`values\` has no member "${key}". Did you mean \`${name}\`?`,
    })
    expect((await load(files, { values: { [key]: undefined } })).region).toBe('us-phoenix-1')
  })

  test('may have values that were loaded before, with members of the caller’s own beside them', async () => {
    const first = await load(files, { values: { passphrase: 'p', compartment: 'c' } as never })
    const second = await load({ [STANDARD]: '[DEFAULT]\n' }, { values: first })
    expect([second.region, second.passphrase]).toEqual(['us-phoenix-1', 'p'])
  })
})

describe('the profile', () => {
  const files = { [STANDARD]: '[DEFAULT]\nuser=d\nregion=r\n[A]\nuser=a\n[B]\nuser=b\n' }
  const rows: readonly (readonly [string, LoadConfigOptions, string])[] = [
    ['is DEFAULT by default', {}, 'd'],
    ['null means none is given', { profile: null }, 'd'],
    ['is what the argument says', { profile: 'A', env: { OCI_CONFIG_PROFILE: 'B' } }, 'a'],
    ['is OCI_CONFIG_PROFILE without an argument', { env: { OCI_CONFIG_PROFILE: 'B' } }, 'b'],
    ['is not OCI_CLI_PROFILE unless asked', { env: { OCI_CLI_PROFILE: 'B' } }, 'd'],
    ['is OCI_CLI_PROFILE on request', { env: { OCI_CLI_PROFILE: 'B', OCI_CONFIG_PROFILE: 'A' }, cliEnv: true }, 'b'],
  ]
  test.each(rows)('%s', async (_, options, user) => {
    const config = await load(files, options)
    expect(config.user).toBe(user)
    expect(config.region).toBe('r')
  })

  test('that is missing is an error with the names that are there', async () => {
    const error = await failure(load(files, { profile: 'C' }))
    expect(error).toMatchObject({
      code: 'ERR_PROFILE_NOT_FOUND',
      profile: 'C',
      path: STANDARD,
      available: ['DEFAULT', 'A', 'B'],
    })
  })

  test('in other letters is suggested', async () => {
    expect((await failure(load(files, { profile: 'a' }))).message).toContain('Did you mean "A"')
  })

  test('DEFAULT may be missing when another is asked for', async () => {
    expect((await load({ [STANDARD]: '[A]\nuser=a' }, { profile: 'A' })).user).toBe('a')
    expect(await failure(load({ [STANDARD]: '[A]\nuser=a' }))).toMatchObject({ code: 'ERR_PROFILE_NOT_FOUND' })
  })
})

describe('values', () => {
  test('know where they came from', async () => {
    const text = `${PROFILE}[A]\nuser=ocid1.user.oc1..cccc\ncompartment-id=x\n`
    const env = { OCI_CLI_FINGERPRINT: FINGERPRINT }
    const config = await load({ [STANDARD]: text }, { profile: 'A', env, cliEnv: true, values: { region: 'fra' } })
    expect(config.origin('region')).toEqual({ kind: 'explicit' })
    expect(config.origin('fingerprint')).toEqual({ kind: 'environment', variable: 'OCI_CLI_FINGERPRINT' })
    expect(config.origin('user')).toEqual({ kind: 'file', path: STANDARD, line: 8, profile: 'A' })
    expect(config.origin('tenancy')).toEqual({ kind: 'file', path: STANDARD, line: 2, profile: 'DEFAULT' })
    expect(config.origin('key_file')).toEqual({ kind: 'file', path: STANDARD, line: 6, profile: 'DEFAULT' })
    expect(config.origin('compartment-id')).toMatchObject({ kind: 'file', line: 9 })
    expect(config.origin('logRequests')).toEqual({ kind: 'default' })
    expect(config.origin('passphrase')).toBeUndefined()
    expect(config).toMatchObject({ profile: 'A', file: STANDARD })
  })

  const region: readonly (readonly [string, string, Record<string, string>, LoadConfigOptions, string | undefined])[] =
    [
      ['OCI_REGION fills a gap', '', { OCI_REGION: 'fra' }, {}, 'fra'],
      ['the file wins over OCI_REGION', 'region=phx', { OCI_REGION: 'fra' }, {}, 'phx'],
      ['an empty OCI_REGION is none', '', { OCI_REGION: '' }, {}, undefined],
      ['TF_VAR_region is not read unless asked', '', { TF_VAR_region: 'lhr' }, {}, undefined],
      ['TF_VAR_region fills a gap on request', '', { TF_VAR_region: 'lhr' }, { terraformEnv: true }, 'lhr'],
      ['its prefix may be another', '', { MY_region: 'lhr' }, { terraformEnv: 'MY' }, 'lhr'],
      ['OCI_REGION wins over it', '', { TF_VAR_region: 'lhr', OCI_REGION: 'fra' }, { terraformEnv: true }, 'fra'],
      ['the file wins over it', 'region=phx', { TF_VAR_region: 'lhr' }, { terraformEnv: true }, 'phx'],
      ...[undefined, null, false].map(
        (terraformEnv) =>
          [
            `nor a variable that only begins with ${terraformEnv}`,
            '',
            { [`${terraformEnv}_region`]: 'lhr' },
            { terraformEnv } as LoadConfigOptions,
            undefined,
          ] as const,
      ),
      ['OCI_CLI_REGION is not read unless asked', 'region=phx', { OCI_CLI_REGION: 'lhr' }, {}, 'phx'],
      [
        'OCI_CLI_REGION wins over the file on request',
        'region=phx',
        { OCI_CLI_REGION: 'lhr' },
        { cliEnv: true },
        'lhr',
      ],
      [
        'an explicit value wins over all',
        'region=phx',
        { OCI_CLI_REGION: 'lhr' },
        { cliEnv: true, values: { region: 'iad' } },
        'iad',
      ],
    ]
  test.each(region)('%s', async (_, line, env, options, expected) => {
    expect((await load({ [STANDARD]: `[DEFAULT]\n${line}\n` }, { env, ...options })).region).toBe(expected)
  })

  test('of every CLI variable arrive where they belong', async () => {
    const env = {
      OCI_CLI_USER: 'u',
      OCI_CLI_FINGERPRINT: 'f',
      OCI_CLI_KEY_CONTENT: 'content',
      OCI_CLI_TENANCY: 't',
      OCI_CLI_PASSPHRASE: 'p',
      OCI_CLI_REGION: 'r',
      OCI_CLI_SECURITY_TOKEN_FILE: '~/s',
      OCI_CLI_DELEGATION_TOKEN_FILE: '~/d',
      OCI_CLI_AUTH: 'api_key',
      OCI_CLI_ENDPOINT: 'https://e',
      OCI_CLI_CERT_BUNDLE: '/c',
      OCI_CLI_FEDERATION_ENDPOINT: 'https://f',
    }
    const config = await load({}, { env, cliEnv: true })
    expect(config).toMatchObject({
      user: 'u',
      fingerprint: 'f',
      tenancy: 't',
      region: 'r',
      authenticationType: 'api_key',
    })
    expect(config).toMatchObject({ securityTokenFile: `${HOME}/s`, delegationTokenFile: `${HOME}/d` })
    expect([config.keyContent, config.passphrase]).toEqual(['content', 'p'])
    expect({ ...config.raw }).toEqual({ endpoint: 'https://e', cert_bundle: '/c', federation_endpoint: 'https://f' })
    expect(config.origin('endpoint')).toEqual({ kind: 'environment', variable: 'OCI_CLI_ENDPOINT' })
    const byFile = await load(
      {},
      { env: { ...env, OCI_CLI_KEY_CONTENT: '', OCI_CLI_KEY_FILE: '~/k.pem' }, cliEnv: true },
    )
    expect(byFile.keyFile).toBe(`${HOME}/k.pem`)
  })

  test('of every Terraform variable make a credential without a file', async () => {
    const env = {
      TF_VAR_tenancy_ocid: 't',
      TF_VAR_user_ocid: 'u',
      TF_VAR_fingerprint: 'f',
      TF_VAR_region: 'r',
      TF_VAR_private_key_path: '~/k.pem',
    }
    const config = await load({}, { env, terraformEnv: true })
    expect(config).toMatchObject({ tenancy: 't', user: 'u', fingerprint: 'f', region: 'r', keyFile: `${HOME}/k.pem` })
    expect(config.file).toBeUndefined()
    expect(await failure(load({}, { env: { ...env, TF_VAR_region: '' }, terraformEnv: true }))).toMatchObject({
      code: 'ERR_CONFIG_FILE_NOT_FOUND',
    })
    expect(await failure(load({}, { env, terraformEnv: true, file: '/x' }))).toMatchObject({ path: '/x' })
    expect(await failure(load({ [STANDARD]: 'broken' }, { env, terraformEnv: true }))).toMatchObject({
      code: 'ERR_CONFIG_PARSE',
    })
  })

  test('of the environment are its own, and those of the CLI are read on request only', async () => {
    const inherited = Object.create({ OCI_REGION: 'fra', OCI_CLI_ENDPOINT: 'https://e' }) as Record<string, string>
    const config = await load({ [STANDARD]: '[DEFAULT]\n' }, { env: inherited, cliEnv: true })
    expect([config.region, config.raw['endpoint']]).toEqual([undefined, undefined])
    const env = { OCI_CLI_ENDPOINT: 'https://e' }
    expect((await load({ [STANDARD]: '[DEFAULT]\n' }, { env })).raw['endpoint']).toBeUndefined()
    expect((await load({ [STANDARD]: '[DEFAULT]\n' }, { env, cliEnv: true })).raw['endpoint']).toBe('https://e')
  })

  test('that are null or undefined are none', async () => {
    const values = { region: null, user: undefined } as never
    const config = await load({ [STANDARD]: PROFILE }, { values })
    expect([config.region, config.user]).toEqual(['us-phoenix-1', 'ocid1.user.oc1..bbbb'])
  })

  test('that are complete without the file leave it unread, unless somebody names it', async () => {
    const values = { tenancy: 't', user: 'u', fingerprint: 'f', region: 'r', keyFile: '~/k.pem' }
    const broken = { [STANDARD]: 'broken' }
    expect((await load(broken, { values })).keyFile).toBe(`${HOME}/k.pem`)
    expect((await load(broken, { values: { ...values, region: undefined }, env: { OCI_REGION: 'fra' } })).region).toBe(
      'fra',
    )
    expect((await failure(load(broken, { values, file: STANDARD }))).code).toBe('ERR_CONFIG_PARSE')
    expect((await failure(load(broken, { values, profile: 'DEFAULT' }))).code).toBe('ERR_CONFIG_PARSE')
  })

  test('of a key: content wins over file, but never one from a weaker source', async () => {
    const files = { [STANDARD]: PROFILE }
    const both = await load(files, { values: { keyContent: 'c', keyFile: '/k' } })
    expect([both.keyContent, both.keyFile]).toEqual(['c', undefined])
    const content = await load(files, { values: { keyContent: 'c' } })
    expect([content.keyContent, content.keyFile]).toEqual(['c', undefined])
    const file = await load(files, { values: { keyFile: '~/k.pem' }, env: { OCI_CLI_KEY_CONTENT: 'c' }, cliEnv: true })
    expect([file.keyContent, file.keyFile]).toEqual([undefined, `${HOME}/k.pem`])
  })

  test('of pass_phrase may be spelled as in Go, and the first spelling wins', async () => {
    expect((await load({ [STANDARD]: `${PROFILE}passphrase=a` })).passphrase).toBe('a')
    expect((await load({ [STANDARD]: `${PROFILE}passphrase=a\npass_phrase=b` })).passphrase).toBe('b')
    expect((await load({ [STANDARD]: `${PROFILE}pass_phrase=b` }, { values: { passphrase: 'c' } })).passphrase).toBe(
      'c',
    )
  })

  test.each([
    ...['1', 'yes', 'TRUE', 'On'].map((text) => [text, true] as const),
    ...['0', 'No', 'false', 'OFF'].map((text) => [text, false] as const),
  ])('log_requests=%s is %s', async (text, expected) => {
    expect((await load({ [STANDARD]: `${PROFILE}log_requests=${text}` })).logRequests).toBe(expected)
  })

  test('log_requests that is no boolean is an error with its line', async () => {
    const error = await failure(load({ [STANDARD]: `${PROFILE}log_requests=maybe` }))
    expect(error).toMatchObject({ code: 'ERR_INVALID_CONFIG', errors: { logRequests: 'malformed' } })
    expect(error.message).toContain(`${STANDARD}:7`)
  })

  test('key_content is refused in a file, with its line and without its value', async () => {
    const error = await failure(load({ [STANDARD]: `${PROFILE}key_content=hunter2` }))
    expect(error).toMatchObject({ code: 'ERR_INVALID_CONFIG', errors: { keyContent: 'unsupported' } })
    expect(error.message).toContain(`${STANDARD}:7`)
    expect(error.message).not.toContain('hunter2')
  })

  test('unknown keys are kept in raw', async () => {
    const config = await load({
      [STANDARD]: `${PROFILE}compartment-id=c\nadditional_user_agent=me\n__proto__=p\nendpoint=e`,
    })
    expect(config.raw['compartment-id']).toBe('c')
    expect(config.raw['__proto__']).toBe('p')
    expect(config.raw['endpoint']).toBe('e')
    expect(config.raw['constructor']).toBeUndefined()
    expect(config.require('compartment-id')).toBe('c')
    expect(config.additionalUserAgent).toBe('me')
  })

  test('that are missing are errors when required, and name profile and file', async () => {
    const config = await load({ [STANDARD]: '[A]\nuser=u' }, { profile: 'A' })
    expect(config.require('user')).toBe('u')
    expect(() => config.require('region')).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_CONFIG', errors: { region: 'missing' } }),
    )
    expect(() => config.require('region')).toThrow(`profile "A" of ${STANDARD}`)
    expect(() => config.require('toString')).toThrow('missing')
    expect(() => config.require('region')).toThrow(
      `"region" is missing from profile "A" of ${STANDARD}. To correct it, add a line "region=…", or set OCI_REGION.`,
    )
    expect(() => config.require('keyFile')).toThrow(
      expect.objectContaining({
        message: `"key_file" is missing from profile "A" of ${STANDARD}. To correct it, add a line "key_file=…".`,
      }),
    )
  })
})

describe('the configuration', () => {
  const SECRETS = { passphrase: 'hunter2', keyContent: '-----BEGIN PRIVATE KEY-----hunter2' }

  test('prints, serialises and spreads without its secrets', async () => {
    const text = `${PROFILE}pass_phrase=hunter2\nmy_token=hunter2\nsecurity_token_file=ST$hunter2\n`
    const config = await load({ [STANDARD]: text }, { values: SECRETS })
    const views = [
      inspect(config, { depth: 9, showHidden: true }),
      inspect(config, { customInspect: false }),
      inspect({ ...config }),
      JSON.stringify(config),
      JSON.stringify(config.raw),
      inspect(config.raw, { showHidden: true }),
      String(config.warnings),
    ]
    expect(views.join()).not.toContain('hunter2')
    expect(JSON.stringify(config)).toContain(TENANCY)
    expect(config).toMatchObject({ tenancy: TENANCY })
    expect([config.passphrase, config.keyContent]).toEqual([SECRETS.passphrase, SECRETS.keyContent])
    expect(config.raw['pass_phrase']).toBe('hunter2')
    expect(config.raw['my_token']).toBe('hunter2')
  })

  test('has its members, in the order of the fields, and no others', async () => {
    const config = await load({ [STANDARD]: PROFILE })
    const fields = ['tenancy', 'user', 'fingerprint', 'region', 'keyFile', 'logRequests']
    expect(Object.keys(config)).toEqual([...fields, 'profile', 'file'])
    expect(JSON.parse(JSON.stringify(config))).toMatchObject({ logRequests: false, profile: 'DEFAULT', file: STANDARD })
    const values = { tenancy: 't', user: 'u', fingerprint: 'f', region: 'r', keyFile: '~/k.pem' }
    expect(Object.keys(await load({}, { values }))).toEqual(fields)
  })

  test('is frozen', async () => {
    const config = await load({ [STANDARD]: PROFILE })
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.raw)).toBe(true)
    expect(() => Object.assign(config, { region: 'x' })).toThrow(TypeError)
    expect(() => Object.assign(config.raw, { region: 'x' })).toThrow(TypeError)
  })

  test('gives a changed copy that keeps secrets and origins', async () => {
    const config = await load({ [STANDARD]: `${PROFILE}pass_phrase=hunter2` })
    const other = config.with({ region: 'fra' })
    expect([other.region, other.passphrase, config.region]).toEqual(['fra', 'hunter2', 'us-phoenix-1'])
    expect(other.origin('region')).toEqual({ kind: 'explicit' })
    expect(other.origin('user')).toMatchObject({ line: 3 })
  })
})

describe('the files it names', () => {
  test('a key_file that is none is an error with path, file and line', async () => {
    const error = await failure(load({ [STANDARD]: PROFILE.replace('~/k.pem', '~/gone.pem') }))
    expect(error).toMatchObject({
      code: 'ERR_INVALID_KEY_FILE_PATH',
      path: `${HOME}/gone.pem`,
      configPath: STANDARD,
      line: 6,
    })
  })

  test('a key_file that is a directory, or out of reach, is the same error', async () => {
    const directory = await failure(load({ [STANDARD]: PROFILE }, {}, { [`${HOME}/k.pem`]: { isFile: false } }))
    expect(directory.code).toBe('ERR_INVALID_KEY_FILE_PATH')
    const cause = Object.assign(new Error('no'), { code: 'EACCES' })
    const stat = (path: string) => (path === STANDARD ? Promise.resolve(PRIVATE) : Promise.reject(cause))
    expect(await failure(load({ [STANDARD]: PROFILE }, { stat }))).toMatchObject({
      code: 'ERR_INVALID_KEY_FILE_PATH',
      cause,
    })
  })

  test('are not looked at on request', async () => {
    expect((await load({ [STANDARD]: '[DEFAULT]\nkey_file=/gone' }, { checkFiles: false })).keyFile).toBe('/gone')
  })

  test('that are not in use may be missing', async () => {
    const apiKey = `${PROFILE}authentication_type=api_key\nsecurity_token_file=/gone\ndelegation_token_file=/gone`
    expect((await load({ [STANDARD]: apiKey })).securityTokenFile).toBe('/gone')
    const principal = '[DEFAULT]\nauthentication_type=resource_principal\nkey_file=/gone'
    expect((await load({ [STANDARD]: principal })).keyFile).toBe('/gone')
  })

  test.each([
    ['security_token_file', 'securityTokenFile', ''],
    ['delegation_token_file', 'delegationTokenFile', 'authentication_type=instance_principal\n'],
  ])('a %s in use must be there', async (key, field, line) => {
    const error = await failure(load({ [STANDARD]: `[DEFAULT]\n${line}${key}=~/gone` }))
    expect(error).toMatchObject({ code: 'ERR_INVALID_CONFIG', errors: { [field]: 'malformed' } })
    const place = `${STANDARD}:${line === '' ? 2 : 3}`
    const remedy = field === 'securityTokenFile' ? 'Log in again, or correct the path.' : 'Correct the path.'
    expect(error.message).toBe(`"${field}" names "${HOME}/gone", which is not a file (${place}). ${remedy}`)
    expect(Object.hasOwn(error, 'cause')).toBe(false)
  })

  test('a key_file that the caller or the environment gives is an error without a place', async () => {
    const values = { keyFile: '/gone' }
    const env = { OCI_CLI_KEY_FILE: '/gone' }
    for (const given of [{ values }, { env, cliEnv: true }]) {
      const error = await failure(load({ [STANDARD]: PROFILE }, given))
      expect(error).toMatchObject({ path: '/gone', configPath: undefined, line: undefined })
      expect(error.message).toContain('The private key "/gone" named by key_file is not a file.')
    }
  })

  test('are not looked at where they are no paths', async () => {
    const looked: string[] = []
    const stat = async (path: string): Promise<FileStatus | undefined> => {
      looked.push(path)
      return path === STANDARD ? PRIVATE : undefined
    }
    await load({ [STANDARD]: '[DEFAULT]\nkey_file=\n' }, { stat })
    await load({ [STANDARD]: '[DEFAULT]\n' }, { stat, values: { keyFile: 'key\0.pem' } })
    expect(new Set(looked)).toEqual(new Set([STANDARD]))
  })

  const fixed = { [STANDARD]: PROFILE }
  const rows: readonly (readonly [string, Record<string, FileStatus>, Record<string, string>, string | undefined])[] = [
    ['0600 and 0400 are private', { [STANDARD]: { ...PRIVATE, mode: 0o400 } }, {}, undefined],
    ['reading by others is not', { [STANDARD]: { ...PRIVATE, mode: 0o644 } }, {}, `${STANDARD} (mode 0644)`],
    ['execution by the owner is not', { [STANDARD]: { ...PRIVATE, mode: 0o700 } }, {}, `${STANDARD} (mode 0700)`],
    ['the key counts, too', { [`${HOME}/k.pem`]: { ...PRIVATE, mode: 0o640 } }, {}, `${HOME}/k.pem (mode 0640)`],
    ['another owner is told', { [STANDARD]: { ...PRIVATE, ownerId: 8 } }, {}, `${STANDARD} (owned by user 8)`],
    ['root may own', { [STANDARD]: { ...PRIVATE, ownerId: 0 } }, {}, undefined],
    ['no mode, no warning', { [STANDARD]: { isFile: true } }, {}, undefined],
    ['no owner, no warning', { [STANDARD]: { isFile: true, mode: 0o600 } }, {}, undefined],
    [
      "OCI's variable silences it",
      { [STANDARD]: { ...PRIVATE, mode: 0o644 } },
      { OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: 'True' },
      undefined,
    ],
    [
      'other values of it do not',
      { [STANDARD]: { ...PRIVATE, mode: 0o644 } },
      { OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: 'no' },
      'mode 0644',
    ],
  ]
  test.each(rows)('permissions: %s', async (_, status, env, expected) => {
    const told: ConfigWarning[] = []
    const config = await load(fixed, { env, onWarning: (warning) => told.push(warning) }, status)
    expect(told).toEqual(config.warnings)
    expect(told.map(({ code }) => code)).toEqual(expected === undefined ? [] : ['WARN_FILE_PERMISSIONS'])
    expect(told[0]?.message ?? '').toContain(expected ?? '')
  })

  test('permissions: nobody is another owner where users have no ids', async () => {
    const config = await load(fixed, { userId: () => undefined }, { [STANDARD]: { ...PRIVATE, ownerId: 8 } })
    expect(config.warnings).toEqual([])
  })

  test('permissions of all files make one warning', async () => {
    const open = { ...PRIVATE, mode: 0o644 }
    const config = await load(fixed, {}, { [STANDARD]: open, [`${HOME}/k.pem`]: open })
    expect(config.warnings).toEqual([
      {
        code: 'WARN_FILE_PERMISSIONS',
        message:
          `Others may read or change ${STANDARD} (mode 0644), ${HOME}/k.pem (mode 0644). ` +
          'Give the files to this user with mode 0600, or set OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING=True.',
        source: STANDARD,
        line: undefined,
      },
    ])
  })
})

test('a session profile needs no user, and is valid', async () => {
  const text = `[S]\nfingerprint=${FINGERPRINT}\nkey_file=~/k.pem\ntenancy=${TENANCY}\nregion=us-phoenix-1\nsecurity_token_file=~/token\n`
  const config = await load({ [STANDARD]: text, [`${HOME}/token`]: '' }, { profile: 'S' })
  expect(validateConfig(config)).toBe(config)
  expect(config.require('securityTokenFile')).toBe(`${HOME}/token`)
})

describe('a session profile below a DEFAULT with an API key', () => {
  const own = `[S]\nfingerprint=${FINGERPRINT}\nkey_file=~/s.pem\nsecurity_token_file=~/token\n`
  const files = { [STANDARD]: PROFILE + own, [`${HOME}/s.pem`]: '', [`${HOME}/token`]: '' }

  test('does not take the user of that key', async () => {
    const config = await load(files, { profile: 'S' })
    expect([config.user, config.tenancy, config.raw['user']]).toEqual([undefined, TENANCY, 'ocid1.user.oc1..bbbb'])
    expect(authenticationTypeOf(config)).toBe('security_token')
    expect(validateConfig(config)).toBe(config)
  })

  test('takes it with a token that the caller or the environment gives', async () => {
    const values = { securityTokenFile: '~/token' }
    const env = { OCI_CLI_SECURITY_TOKEN_FILE: '~/token' }
    for (const given of [{ values }, { env, cliEnv: true }]) {
      expect((await load(files, { profile: 'S', ...given })).user).toBe('ocid1.user.oc1..bbbb')
    }
  })

  test('takes it when both stand in DEFAULT', async () => {
    const all = { ...files, [STANDARD]: `${PROFILE}security_token_file=~/token\n[S]\nregion=fra\n` }
    const config = await load(all, { profile: 'S' })
    expect([config.user, config.securityTokenFile]).toEqual(['ocid1.user.oc1..bbbb', `${HOME}/token`])
  })

  test('takes it when an API key is asked for, in the file or by the caller', async () => {
    const values = { authenticationType: 'api_key' }
    expect((await load(files, { profile: 'S', values })).user).toBe('ocid1.user.oc1..bbbb')
    const inFile = { ...files, [STANDARD]: `${PROFILE}${own}authentication_type=api_key\n` }
    expect((await load(inFile, { profile: 'S' })).user).toBe('ocid1.user.oc1..bbbb')
  })

  test('keeps a user of its own, and one that the caller gives', async () => {
    const both = { ...files, [STANDARD]: `${PROFILE}${own}user=ocid1.user.oc1..cccc\n` }
    expect((await load(both, { profile: 'S' })).user).toBe('ocid1.user.oc1..cccc')
    expect((await load(files, { profile: 'S', values: { user: 'u' } })).user).toBe('u')
  })
})

describe('a profile with a key of its own below a DEFAULT with a session', () => {
  const session = `[DEFAULT]\ntenancy=${TENANCY}\nregion=us-phoenix-1\nfingerprint=${FINGERPRINT}\nkey_file=~/s.pem\nsecurity_token_file=~/token\n`
  const own = `[A]\nkey_file=~/k.pem\n`
  const files = { [STANDARD]: session + own, [`${HOME}/s.pem`]: '', [`${HOME}/token`]: '' }

  test('does not become a session with the token of another key, and says what is missing', async () => {
    const config = await load(files, { profile: 'A' })
    expect([config.keyFile, config.securityTokenFile]).toEqual([`${HOME}/k.pem`, undefined])
    expect(config.raw['security_token_file']).toBe('~/token')
    expect(authenticationTypeOf(config)).toBe('api_key')
    expect(() => validateConfig(config)).toThrow(expect.objectContaining({ errors: { user: 'missing' } }))
  })

  test('takes that token when a session is asked for, in the file or by the caller', async () => {
    const values = { authenticationType: 'security_token' }
    expect((await load(files, { profile: 'A', values })).securityTokenFile).toBe(`${HOME}/token`)
    const inFile = { ...files, [STANDARD]: `${session}${own}authentication_type=security_token\n` }
    expect((await load(inFile, { profile: 'A' })).securityTokenFile).toBe(`${HOME}/token`)
    expect((await load(files, { profile: 'A', values: { securityTokenFile: '~/token' } })).securityTokenFile).toBe(
      `${HOME}/token`,
    )
  })

  test('takes that token with a key that the caller gives', async () => {
    const config = await load(files, { profile: 'A', values: { keyFile: '~/s.pem' } })
    expect([config.keyFile, config.securityTokenFile]).toEqual([`${HOME}/s.pem`, `${HOME}/token`])
  })

  test('keeps a token of its own, and the whole session when it has no key', async () => {
    const both = { ...files, [STANDARD]: `${session}${own}security_token_file=~/k.pem\n` }
    expect((await load(both, { profile: 'A' })).securityTokenFile).toBe(`${HOME}/k.pem`)
    const inherited = { ...files, [STANDARD]: `${session}[A]\nregion=fra\n` }
    const config = await load(inherited, { profile: 'A' })
    expect([config.region, config.securityTokenFile]).toEqual(['fra', `${HOME}/token`])
    expect(authenticationTypeOf(config)).toBe('security_token')
  })

  test('may be a session of its own without user and fingerprint, as exchanges in CI write it', async () => {
    const text = `[CI]\ntenancy=${TENANCY}\nregion=us-phoenix-1\nkey_file=~/s.pem\nsecurity_token_file=~/token\n`
    const config = await load({ ...files, [STANDARD]: text }, { profile: 'CI' })
    expect(validateConfig(config)).toBe(config)
    expect(authenticationTypeOf(config)).toBe('security_token')
  })
})
