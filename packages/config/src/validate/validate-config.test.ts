import { describe, expect, test } from 'vitest'
import { authenticationTypeOf } from '../profile/authentication-type.ts'
import type { OciConfigInput } from '../profile/config-input.ts'
import { InvalidConfigError } from '../errors/invalid-config-error.ts'
import { loadConfig } from '../profile/load-config.ts'
import { tryValidateConfig, validateConfig } from './validate-config.ts'

const FINGERPRINT = '20:3b:97:13:55:1c:20:3b:97:13:55:1c:20:3b:97:13'
const VALID = {
  tenancy: 'ocid1.tenancy.oc1..aaaa',
  user: 'ocid1.user.oc1..bbbb',
  fingerprint: FINGERPRINT,
  region: 'us-phoenix-1',
  keyFile: '~/.oci/key.pem',
}
const env = {}

function failure(config: OciConfigInput, environment: Record<string, string> = env): InvalidConfigError {
  try {
    validateConfig(config, { env: environment })
  } catch (error) {
    if (error instanceof InvalidConfigError) return error
    throw error
  }
  throw new Error('the configuration was accepted')
}

test('tells all missing fields at once', () => {
  const errors = { tenancy: 'missing', user: 'missing', fingerprint: 'missing', region: 'missing', keyFile: 'missing' }
  expect(failure({})).toMatchObject({ code: 'ERR_INVALID_CONFIG', errors })
  expect(tryValidateConfig({}, { env })).toEqual(errors)
  expect(failure({}).problems).toHaveLength(5)
})

test('takes OCI_REGION for the region alone', () => {
  const errors = { tenancy: 'missing', user: 'missing', fingerprint: 'missing', keyFile: 'missing' }
  expect(failure({}, { OCI_REGION: 'fra' }).errors).toEqual(errors)
})

test('has no members that nobody gave', () => {
  expect(Object.keys(validateConfig(VALID, { env }))).toEqual(['tenancy', 'user', 'fingerprint', 'region', 'keyFile'])
})

test('gives way to an error of the caller’s own', () => {
  const failed = new Error('the vault is closed')
  const config = Object.defineProperty({}, 'authenticationType', {
    get: () => {
      throw failed
    },
  })
  expect(() => tryValidateConfig(config, { env })).toThrow(failed)
})

test('takes null as missing', () => {
  expect(tryValidateConfig(JSON.parse(JSON.stringify({ ...VALID, user: null })), { env })).toEqual({ user: 'missing' })
})

test('accepts a whole one, frozen and not the same object', () => {
  const config = validateConfig(VALID, { env })
  expect(config).toMatchObject(VALID)
  expect(Object.isFrozen(config)).toBe(true)
  expect(config).not.toBe(VALID)
  expect(config.origin('user')).toEqual({ kind: 'explicit' })
  expect(tryValidateConfig(VALID, { env })).toEqual({})
})

test('accepts a key given as text alone', () => {
  const { keyFile: _, ...rest } = VALID
  expect(validateConfig({ ...rest, keyContent: '-----BEGIN PRIVATE KEY-----' }, { env }).keyContent).toContain('BEGIN')
})

test('takes the region from OCI_REGION and leaves its input alone', () => {
  const { region: _, ...rest } = VALID
  const config = validateConfig(rest, { env: { OCI_REGION: 'fra' } })
  expect(config.region).toBe('fra')
  expect(config.origin('region')).toEqual({ kind: 'environment', variable: 'OCI_REGION' })
  expect(rest).not.toHaveProperty('region')
  expect(validateConfig(VALID, { env: { OCI_REGION: 'fra' } }).region).toBe('us-phoenix-1')
})

describe('shapes', () => {
  const rows: readonly (readonly [keyof OciConfigInput, unknown, 'malformed' | undefined])[] = [
    ['user', 'ocid1.user.oc1..a', undefined],
    ['user', 'ocid1:user:oc1:phx:1460406592660:aaaa', undefined],
    ['tenancy', 'ocidv1:tenancy:oc1:phx:1460406592660:aaaa', undefined],
    ['tenancy', 'ocid1.tenancy.oc1..a_b-c', undefined],
    ['tenancy', 'a....b', undefined],
    ['tenancy', 'ocid1.tenancy.oc1.a', 'malformed'],
    ['tenancy', 'ocid1.tenancy.oc1..', 'malformed'],
    ['tenancy', '.tenancy.oc1..a', 'malformed'],
    ['tenancy', 'ocid1.tenancy.oc1..a\n', 'malformed'],
    ['tenancy', 'ocid1.tenancy.oc1..ä', 'malformed'],
    ['tenancy', '', 'malformed'],
    ['tenancy', 42, 'malformed'],
    ['user', 'me@example.com', 'malformed'],
    ['fingerprint', FINGERPRINT, undefined],
    ['fingerprint', FINGERPRINT.toUpperCase(), 'malformed'],
    ['fingerprint', `${FINGERPRINT}\n`, 'malformed'],
    ['fingerprint', `${FINGERPRINT}:00`, 'malformed'],
    ['fingerprint', FINGERPRINT.replaceAll(':', ''), 'malformed'],
    ['fingerprint', [], 'malformed'],
    ['region', 'phx', undefined],
    ['region', 'some.region.example.com', undefined],
    ['region', '', 'malformed'],
    ['region', ' ', 'malformed'],
    ['region', 'us-phoenix-1 # home', 'malformed'],
    ['region', 'us-phoenix-1\n', 'malformed'],
    ['region', {}, 'malformed'],
    ['keyFile', '', 'malformed'],
    ['keyFile', ' ', 'malformed'],
    ['keyFile', '-----BEGIN PRIVATE KEY-----\nMIIE', 'malformed'],
    ['keyFile', 7, 'malformed'],
    ['keyContent', '~/.oci/key.pem', 'malformed'],
    ['keyContent', '/etc/key', 'malformed'],
    ['keyContent', 'C:\\key.pem', 'malformed'],
    ['keyContent', '', 'malformed'],
    ['passphrase', '', undefined],
    ['passphrase', 1234, 'malformed'],
    ['securityTokenFile', 'eyJhbGciOiJ.x.y', 'malformed'],
    ['logRequests', 'yes', 'malformed'],
    ['additionalUserAgent', 5, 'malformed'],
  ]
  test.each(rows)('%s %j: %s', (field, value, expected) => {
    expect(tryValidateConfig({ ...VALID, [field]: value }, { env })[field]).toBe(expected)
  })
})

describe('likely mix-ups are named, values are not repeated', () => {
  const rows: readonly (readonly [keyof OciConfigInput, string, string])[] = [
    ['keyFile', '-----BEGIN PRIVATE KEY-----\nhunter2', 'keyContent'],
    ['keyContent', '~/hunter2.pem', 'keyFile'],
    ['securityTokenFile', 'eyJhbG.hunter2.x', 'it is a token'],
    ['fingerprint', FINGERPRINT.toUpperCase(), 'lower case'],
    ['fingerprint', FINGERPRINT.replaceAll(':', ''), 'colons'],
    ['fingerprint', 'SHA256:hunter2', 'SHA-256'],
    ['fingerprint', 'hunter2', '16 lower-case hex pairs'],
    ['fingerprint', `${FINGERPRINT} `, 'whitespace'],
    ['tenancy', '<TENANCY OCID>', 'placeholder'],
    ['user', '"ocid1.user.oc1..a"', 'quotes'],
    ['user', 'hunter2@example.com', 'OCID'],
    ['user', 'ocid1.user.oc1..a # hunter2', 'comment'],
    ['region', 'us phoenix', 'whitespace'],
    ['region', '', 'empty'],
    ['tenancy', '-----BEGIN PRIVATE KEY-----hunter2', 'text of a key'],
  ]
  test.each(rows)('%s %j: %s', (field, value, hint) => {
    const { message } = failure({ ...VALID, [field]: value })
    expect(message).toContain(hint)
    expect(message).not.toContain('hunter2')
  })
})

test('messages name file and line, and for a missing field profile and file', async () => {
  const text = `[DEFAULT]\n[A]\nuser=me\nfingerprint=${FINGERPRINT.toUpperCase()}\n`
  const config = await loadConfig({ file: '/c', profile: 'A', env, readFile: async () => text, homeDirectory: '/h' })
  const { message, errors } = failure(config)
  expect(errors).toMatchObject({ user: 'malformed', fingerprint: 'malformed', tenancy: 'missing' })
  expect(message).toContain('"user" is malformed (/c:3)')
  expect(message).toContain('"fingerprint" is malformed (/c:4)')
  expect(message).toContain('"key_file" is missing from profile "A" of /c')
})

test('messages name the variable, and nothing where the caller gave the value', async () => {
  const options = { file: '/c', readFile: async () => '[DEFAULT]\n', homeDirectory: '/h' }
  const variables = { OCI_CLI_FINGERPRINT: FINGERPRINT.toUpperCase() }
  const fromVariable = await loadConfig({ ...options, env: variables, cliEnv: true })
  expect(failure(fromVariable).message).toContain('"fingerprint" is malformed (variable OCI_CLI_FINGERPRINT): it has')
  const explicit = await loadConfig({ ...options, env, values: { fingerprint: FINGERPRINT.toUpperCase() } })
  expect(failure(explicit).message).toContain('"fingerprint" is malformed: it has')
  expect(failure({}).message).toContain(
    '"region" is missing. Pass it, or add a line "region=…" to the profile in the configuration file, or set OCI_REGION.',
  )
  expect(failure({}).message).toContain(
    '"user" is missing. Pass it, or add a line "user=…" to the profile in the configuration file.',
  )
})

test('completes a loaded configuration without losing where its values came from', async () => {
  const text = `[DEFAULT]\ntenancy=${VALID.tenancy}\nuser=${VALID.user}\nfingerprint=${FINGERPRINT}\nkey_file=k\npass_phrase=p\nx=y\n`
  const config = await loadConfig({ file: '/c', env, readFile: async () => text, homeDirectory: '/h' })
  const valid = validateConfig(config, { env: { OCI_REGION: 'fra' } })
  expect(valid.origin('region')).toEqual({ kind: 'environment', variable: 'OCI_REGION' })
  expect(valid.origin('user')).toMatchObject({ kind: 'file', line: 3 })
  expect([valid.passphrase, valid.raw['x'], valid.file]).toEqual(['p', 'y', '/c'])
})

describe('a signer', () => {
  test('of any class makes credentials unnecessary', () => {
    expect(validateConfig({}, { signer: { sign: () => undefined }, env }).tenancy).toBeUndefined()
  })

  test('does not make a malformed region right', () => {
    expect(tryValidateConfig({ region: 'a b' }, { signer: { sign: () => undefined } })).toEqual({ region: 'malformed' })
  })

  test.each([[null], [{}], [{ sign: 5 }], ['sign']])('must sign: %j is an argument error', (signer) => {
    const options = JSON.parse(JSON.stringify({ signer }))
    expect(() => validateConfig(VALID, options)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  })
})

test.each([[null], ['text'], [undefined]])('a configuration must be an object: %j', (config) => {
  const [given] = JSON.parse(JSON.stringify([config]))
  expect(() => tryValidateConfig(given, { env })).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
})

describe('authentication_type', () => {
  const token = { securityTokenFile: '~/token' }
  const session = { tenancy: VALID.tenancy, region: 'phx', keyFile: 'k', ...token }
  const types: readonly (readonly [string, OciConfigInput, string])[] = [
    ['absent: an API key', VALID, 'api_key'],
    ['absent with token and user: the token', { ...VALID, ...token }, 'security_token'],
    ['absent with token and no user: the token', session, 'security_token'],
    [
      'security_token asks for the token',
      { ...VALID, ...token, authenticationType: 'security_token' },
      'security_token',
    ],
    ['api_key asks for the API key', { ...session, authenticationType: 'api_key' }, 'api_key'],
    ['instance_principal', { authenticationType: 'instance_principal' }, 'instance_principal'],
    ['instance_obo_user', { authenticationType: 'instance_obo_user' }, 'instance_obo_user'],
    ['resource_principal', { authenticationType: 'resource_principal' }, 'resource_principal'],
    ['oke_workload_identity', { authenticationType: 'oke_workload_identity' }, 'oke_workload_identity'],
  ]
  test.each(types)('%s', (_, config, expected) => {
    expect(authenticationTypeOf(config)).toBe(expected)
  })

  const checks: readonly (readonly [string, OciConfigInput, Record<string, string>])[] = [
    ['a session needs no user and no fingerprint', session, {}],
    ['a session needs the rest', token, { tenancy: 'missing', region: 'missing', keyFile: 'missing' }],
    [
      'security_token needs its file',
      { ...VALID, authenticationType: 'security_token' },
      { securityTokenFile: 'missing' },
    ],
    ['api_key needs all', { ...session, authenticationType: 'api_key' }, { user: 'missing', fingerprint: 'missing' }],
    ['an instance principal needs nothing', { authenticationType: 'instance_principal' }, {}],
    ['nor with a delegation token', { authenticationType: 'instance_principal', delegationTokenFile: '~/obo' }, {}],
    [
      'which must be a path',
      { authenticationType: 'instance_principal', delegationTokenFile: '' },
      { delegationTokenFile: 'malformed' },
    ],
    [
      'an instance that acts for a user needs their token',
      { authenticationType: 'instance_obo_user' },
      { delegationTokenFile: 'missing' },
    ],
    ['a resource principal needs nothing', { authenticationType: 'resource_principal' }, {}],
    ['a workload identity needs nothing', { authenticationType: 'oke_workload_identity' }, {}],
    [
      'anything else is unsupported',
      { authenticationType: 'Instance_Principal' },
      { authenticationType: 'unsupported' },
    ],
    ['so is an empty one', { ...VALID, authenticationType: '' }, { authenticationType: 'unsupported' }],
  ]
  test.each(checks)('%s', (_, config, expected) => {
    expect(tryValidateConfig(config, { env })).toEqual(expected)
  })

  test('unsupported is an error that lists what is supported', () => {
    expect(() => authenticationTypeOf({ authenticationType: 'magic' })).toThrow('oke_workload_identity')
    expect(failure({ authenticationType: 'magic' }).errors).toEqual({ authenticationType: 'unsupported' })
    expect(failure({ authenticationType: 'magic' }).message).toMatch(
      /^"authentication_type" is unsupported. Use one of /,
    )
  })

  test('unsupported in a file is an error with its line', async () => {
    const text = '[DEFAULT]\nauthentication_type=magic\n'
    const options = { file: '/c', env, readFile: async () => text, homeDirectory: '/h' }
    const unsupported = {
      errors: { authenticationType: 'unsupported' },
      message: expect.stringMatching(/unsupported \(\/c:2\)\. Use/),
    }
    const stat = async (): Promise<{ isFile: boolean }> => ({ isFile: true })
    await expect(loadConfig({ ...options, stat })).rejects.toMatchObject(unsupported)
    expect(failure(await loadConfig({ ...options, stat, checkFiles: false }))).toMatchObject(unsupported)
  })
})
