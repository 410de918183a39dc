// Every function that reads options refuses what is none, before it does anything.
import {
  editProfile,
  parseConfig,
  tryValidateConfig,
  updateConfigFile,
  validateConfig,
  type ProfileEdit,
} from '@x/config'
import {
  createRegionResolver,
  endpointFor,
  normalizeEndpoint,
  parseDeveloperToolConfiguration,
  readDeveloperToolConfiguration,
  regionFromCode,
  resolveRegion,
} from '@x/config/regions'
import { readTextFile, withFileLock, writePrivateFiles } from '@x/config/files'
import { describe, expect, test } from 'vitest'

const TEMPLATE = 'https://identity.{region}.{secondLevelDomain}'
const TOOL = '{"regions":[],"services":[]}'
const FILES = [{ path: '/nowhere/x', content: '' }]
const wrong = (message: string): unknown => expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message })

type Call = (options: never) => unknown
const calls: readonly (readonly [string, Call, string, string])[] = [
  ['parseConfig', (options) => parseConfig('', options), 'parseConfig(text, { source })', 'source'],
  ['validateConfig', (options) => validateConfig({}, options), 'validateConfig(config, { signer })', 'env'],
  ['tryValidateConfig', (options) => tryValidateConfig({}, options), 'validateConfig(config, { signer })', 'env'],
  ['updateConfigFile', updateConfigFile, 'updateConfigFile({ file, profile, set })', 'lockTimeoutMs'],
  ['readTextFile', (options) => readTextFile('/x', options), 'readTextFile(path, { signal })', 'signal'],
  ['readTextFile', (options) => readTextFile('/x', options), 'readTextFile(path, { signal })', 'homeDirectory'],
  [
    'writePrivateFiles',
    (options) => writePrivateFiles(FILES, options),
    'writePrivateFiles(files, { signal })',
    'sleep',
  ],
  ['writePrivateFiles', (options) => writePrivateFiles(FILES, options), 'writePrivateFiles(files, { signal })', 'env'],
  [
    'withFileLock',
    (options) => withFileLock('/x', async () => 1, options),
    'withFileLock(path, task, { lockTimeoutMs })',
    'now',
  ],
  [
    'withFileLock',
    (options) => withFileLock('/x', async () => 1, options),
    'withFileLock(path, task, { lockTimeoutMs })',
    'random',
  ],
  [
    'endpointFor',
    (options) => endpointFor(TEMPLATE, 'phx', options),
    'endpointFor(template, region, { basePath })',
    'strict',
  ],
  ['resolveRegion', (options) => resolveRegion('phx', options), 'resolveRegion(value, { env })', 'instanceMetadata'],
  ['createRegionResolver', createRegionResolver, 'resolveRegion(value, { env })', 'developerTool'],
  [
    'readDeveloperToolConfiguration',
    readDeveloperToolConfiguration,
    'readDeveloperToolConfiguration({ env })',
    'readFile',
  ],
  [
    'parseDeveloperToolConfiguration',
    (options) => parseDeveloperToolConfiguration(TOOL, options),
    'parseDeveloperToolConfiguration(text, { source })',
    'onWarning',
  ],
]

describe.each(calls)('%s', (name, call, remedy, option) => {
  const run = async (options: unknown): Promise<unknown> => call(options as never)

  test.each([
    ['a string', 'a string'],
    ['null', 'null'],
    ['an array', 'an array'],
    ['a function', 'a function'],
  ])('refuses %s in place of the options', async (kind) => {
    const options = { 'a string': './x', null: null, 'an array': [], 'a function': () => {} }[kind]
    await expect(run(options)).rejects.toThrow(wrong(`The options are ${kind}. Call ${remedy}.`) as Error)
  })

  test(`refuses a symbol as ${option}`, async () => {
    const message = expect.stringMatching(`^The option \`${option}\` is a symbol. It has to be `)
    const options = { ...(name === 'updateConfigFile' && { profile: 'A' }), [option]: Symbol(option) }
    await expect(run(options)).rejects.toThrow(wrong(message) as Error)
    await expect(run(options)).rejects.toBeInstanceOf(TypeError)
  })
})

test.each([
  ['parseConfig', () => parseConfig(undefined as never), '`text` is undefined, not a string'],
  [
    'parseConfig',
    () => parseConfig(Buffer.from('[A]') as never),
    '`text` is an object of the kind Uint8Array, not a string',
  ],
  ['editProfile', () => editProfile(null as never, { profile: 'A' }), '`text` is null, not a string'],
  ['editProfile', () => editProfile('', 'A' as never), 'The options are a string'],
  ['validateConfig', () => validateConfig([] as never), '`config` is an array, not an object'],
  [
    'validateConfig',
    () => validateConfig(Promise.resolve({}) as never),
    '`config` is a promise, which has to be awaited',
  ],
  ['validateConfig', () => validateConfig('x' as never), '`config` is a string, not an object'],
  ['withFileLock', () => withFileLock(5 as never, async () => 1), '`path` is a number, not a string'],
  ['readTextFile', () => readTextFile(undefined as never), '`path` is undefined, not a string'],
  ['writePrivateFiles', () => writePrivateFiles('x' as never), '`files` is a string. Pass an array'],
  ['writePrivateFiles', () => writePrivateFiles([{ content: '' } as never]), '`path` is undefined, not a string'],
  ['endpointFor', () => endpointFor(TEMPLATE, undefined as never), '`region` is undefined. Pass its identifier'],
  ['endpointFor', () => endpointFor(TEMPLATE, resolveRegion('phx') as never), '`region` is a promise'],
  ['resolveRegion', () => resolveRegion(undefined as never), '`value` is undefined, not a string'],
  ['regionFromCode', () => regionFromCode(7 as never), '`value` is a number, not a string'],
  ['normalizeEndpoint', () => normalizeEndpoint('https://x', null as never), '`basePath` is null, not a string'],
  [
    'parseDeveloperToolConfiguration',
    () => parseDeveloperToolConfiguration({} as never),
    '`text` is an object, not a string',
  ],
  [
    'parseDeveloperToolConfiguration',
    () => parseDeveloperToolConfiguration(TOOL, { regions: 'Only' as never }),
    'The option `regions` is neither "only" nor "merge"',
  ],
])('%s refuses an argument of the wrong kind', async (_, call: () => unknown, message) => {
  const run = async (): Promise<unknown> => call()
  await expect(run()).rejects.toBeInstanceOf(TypeError)
  await expect(run()).rejects.toThrow(wrong(expect.stringContaining(message) as never) as Error)
})

test.each([
  ['set that is a text', { set: 'region=phx' }, '`set` is a string'],
  ['set that is a list', { set: ['region'] }, '`set` is an array'],
  ['set that is a Map', { set: new Map([['region', 'phx']]) }, '`set` is an object of the kind Map'],
  ['set that is null', { set: null }, '`set` is null'],
  ['remove that is a text', { remove: 'region' }, '`remove` is neither an array of keys nor true'],
  ['remove that is false', { remove: false }, '`remove` is neither'],
  ['remove with a number', { remove: ['region', 7] }, '`remove` is neither'],
  ['remove that is an object', { remove: { region: true } }, '`remove` is neither'],
])('an edit refuses %s', (_, edit, message) => {
  const run = (): string => editProfile('[A]\nregion=phx\n', { profile: 'A', ...edit } as unknown as ProfileEdit)
  expect(run).toThrow(
    expect.objectContaining({
      name: 'InvalidProfileEditError',
      code: 'ERR_INVALID_PROFILE_EDIT',
      message: expect.stringContaining(message),
    }),
  )
})
