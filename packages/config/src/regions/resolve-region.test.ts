import { describe, expect, test, vi } from 'vitest'
import { FileSystemUnavailableError } from '../errors/errors.ts'
import type { ResolvedRegion } from './known-regions.ts'
import { readDeveloperToolConfiguration, type RegionSources } from './region-sources.ts'
import { createRegionResolver, resolveRegion } from './resolve-region.ts'
import { warn, type RegionWarning } from './warning.ts'

const metadata = (id: string, more: object = {}) => ({
  realmKey: 'oc99',
  realmDomainComponent: `${id}.example`,
  regionKey: `${id.slice(0, 2)}x`,
  regionIdentifier: id,
  ...more,
})
const TOOL = '/h/.oci/developer-tool-configuration.json'
const CONFIG = '/h/.oci/regions-config.json'
const tool = (regions: readonly object[], more: object = {}): string =>
  JSON.stringify({ regions, services: [], ...more })

function sources(files: Record<string, string> = {}, more: RegionSources = {}): RegionSources {
  return { env: {}, homeDirectory: '/h', readFile: async (path) => files[path], ...more }
}

/** The result with every warning on the way. */
async function resolve(value: string, given: RegionSources): Promise<{ region: ResolvedRegion; told: string[] }> {
  const told: string[] = []
  const region = await resolveRegion(value, { ...given, onWarning: ({ code }) => told.push(code) })
  return { region, told }
}

describe('the order of sources', () => {
  const everything = {
    files: { [CONFIG]: JSON.stringify([metadata('file'), metadata('both')]) },
    more: {
      env: {
        OCI_REGION_METADATA: JSON.stringify(metadata('env', { realmKey: 'oc98', realmDomainComponent: 'e.example' })),
        OCI_DEFAULT_REALM: 'default.example',
      },
      instanceMetadata: async () => metadata('imds', { realmKey: 'oc97', realmDomainComponent: 'i.example' }),
    },
  }
  const rows: readonly (readonly [string, string, Partial<ResolvedRegion>])[] = [
    ['a code', 'PHX', { source: 'built-in', id: 'us-phoenix-1', realm: 'oc1', secondLevelDomain: 'oraclecloud.com' }],
    ['an identifier', ' eu-Frankfurt-2 ', { source: 'built-in', realm: 'oc19', secondLevelDomain: 'oraclecloud.eu' }],
    ['regions-config.json', 'file', { source: 'regions-config', secondLevelDomain: 'file.example', realm: 'oc99' }],
    ['its code', 'FIX', { source: 'regions-config', id: 'file' }],
    ['OCI_REGION_METADATA', 'env', { source: 'environment', secondLevelDomain: 'e.example' }],
    ['instance metadata', 'imds', { source: 'instance-metadata', secondLevelDomain: 'i.example' }],
    ['dots', 'R.example.com', { source: 'dotted', id: 'r.example.com', secondLevelDomain: undefined }],
    ['OCI_DEFAULT_REALM', 'new-1', { source: 'default-realm', secondLevelDomain: 'default.example', realm: undefined }],
  ]
  test.each(rows)('finds %s', async (_, value, expected) => {
    const { region } = await resolve(value, sources(everything.files, everything.more))
    expect(region).toMatchObject(expected)
    expect(Object.isFrozen(region)).toBe(true)
  })

  test('ends at OC1, with one warning that names the region', async () => {
    const told: RegionWarning[] = []
    const region = await resolveRegion('mars-1', sources({}, { onWarning: (warning) => told.push(warning) }))
    expect(region).toMatchObject({ source: 'assumed', realm: 'oc1', secondLevelDomain: 'oraclecloud.com' })
    expect(told).toEqual([{ code: 'WARN_REALM_ASSUMED', region: 'mars-1', message: expect.stringContaining('mars-1') }])
  })

  test('ends in an error in strict mode', async () => {
    await expect(resolve('mars-1', sources({}, { strict: true }))).rejects.toMatchObject({
      code: 'ERR_UNKNOWN_REGION',
      region: 'mars-1',
    })
  })

  test.each([['a/b'], ['a@b'], ['a b'], ['https://x'], ['a..b'], ['-a'], [''], ['ä'], ['a'.repeat(64)]])(
    'refuses %j, which could not be part of a host',
    async (value) => {
      await expect(resolve(value, sources())).rejects.toMatchObject({ code: 'ERR_INVALID_REGION' })
    },
  )

  test('refuses a token in place of a region without repeating it', async () => {
    await expect(resolve(`eyJ${'hunter2'.repeat(10)}.x.y`, sources())).rejects.toThrow(/^(?!.*hunter2)/)
    await expect(resolve('ST$eyJhunter2.x', sources())).rejects.toThrow(/^(?!.*hunter2)/)
  })

  test('refuses a default realm that is no domain', async () => {
    const given = sources({}, { env: { OCI_DEFAULT_REALM: 'evil/' } })
    await expect(resolve('mars-1', given)).rejects.toMatchObject({ code: 'ERR_INVALID_REGION' })
  })
})

describe('reading', () => {
  test('happens once for each source and resolver, however many regions are asked for', async () => {
    const readFile = vi.fn<(path: string) => Promise<string | undefined>>(async () => undefined)
    const instanceMetadata = vi.fn<() => Promise<unknown>>(async () => metadata('imds'))
    const told: string[] = []
    const given = { env: {}, homeDirectory: '/h', readFile, instanceMetadata }
    const resolver = createRegionResolver({ ...given, onWarning: ({ message }) => told.push(message) })
    await Promise.all(['mars-1', 'mars-1', 'mars-2', 'imds', 'phx'].map(resolver))
    await resolver('mars-1')
    expect(readFile.mock.calls.map(([path]) => path).toSorted()).toEqual([TOOL, CONFIG])
    expect(instanceMetadata).toHaveBeenCalledTimes(1)
    expect(told).toHaveLength(2)
  })

  test('is not done for a built-in region beyond the developer-tool configuration', async () => {
    const readFile = vi.fn<(path: string) => Promise<string | undefined>>(async () => undefined)
    const instanceMetadata = vi.fn<() => Promise<unknown>>()
    await resolveRegion('phx', { env: {}, homeDirectory: '/h', readFile, instanceMetadata })
    expect(readFile.mock.calls.map(([path]) => path)).toEqual([TOOL])
    expect(instanceMetadata).not.toHaveBeenCalled()
  })

  const faulty: readonly (readonly [string, RegionSources])[] = [
    ['a regions-config.json that is no JSON', sources({ [CONFIG]: '{' })],
    ['a regions-config.json that is no array', sources({ [CONFIG]: '{}' })],
    [
      'a regions-config.json out of reach',
      sources({}, { readFile: async (path) => (path === CONFIG ? Promise.reject(new Error('no')) : undefined) }),
    ],
    [
      'an entry that lacks something',
      sources({ [CONFIG]: JSON.stringify([metadata('mars-1', { realmKey: undefined })]) }),
    ],
    ['an entry that is no text', sources({ [CONFIG]: JSON.stringify([metadata('mars-1', { regionKey: 5 })]) })],
    [
      'an entry that is empty',
      sources({ [CONFIG]: JSON.stringify([metadata('mars-1', { realmDomainComponent: ' ' })]) }),
    ],
    [
      'an entry that is no host',
      sources({ [CONFIG]: JSON.stringify([metadata('mars-1', { realmDomainComponent: 'evil/' })]) }),
    ],
    ['a variable that is no JSON', sources({}, { env: { OCI_REGION_METADATA: 'x' } })],
    ['instance metadata that fail', sources({}, { instanceMetadata: () => Promise.reject(new Error('timeout')) })],
    ['instance metadata of another form', sources({}, { instanceMetadata: async () => 'phx' })],
  ]
  test.each(faulty)('skips %s, with a warning', async (_, given) => {
    const { region, told } = await resolve('mars-1', given)
    expect(told).toEqual(['WARN_REGION_METADATA_SKIPPED', 'WARN_REALM_ASSUMED'])
    expect(region.source).toBe('assumed')
  })

  const mars = JSON.stringify(metadata('mars-1'), null, 2)
  const spellings: readonly (readonly [string, string])[] = [
    ['an object', mars],
    ['an array', `[${mars}]`],
    ['an object behind a byte order mark', `\uFEFF${mars}`],
    ['an array behind a byte order mark', `\uFEFF[${mars}]\n`],
    ['an object in single quotes', ` '${mars}'\n`],
    ['an object in double quotes', `"${mars}"`],
    ['an array in quotes behind a byte order mark', `\uFEFF'[${mars}]'`],
  ]
  test.each(spellings)('takes %s from the file and from the variable', async (_, text) => {
    const file = await resolve('mars-1', sources({ [CONFIG]: text }))
    expect([file.told, file.region.source, file.region.secondLevelDomain]).toEqual([
      [],
      'regions-config',
      'mars-1.example',
    ])
    const variable = await resolve('mars-1', sources({}, { env: { OCI_REGION_METADATA: text } }))
    expect([variable.told, variable.region.source, variable.region.secondLevelDomain]).toEqual([
      [],
      'environment',
      'mars-1.example',
    ])
  })

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${mars}`, 'utf16le').toString(), 'it is in UTF-16. Save it as UTF-8'],
    ['one quote', `'${mars}`, 'it is no JSON'],
    ['two different quotes', `'${mars}"`, 'it is no JSON'],
    ['a number', '7', 'entry 1 lacks one of'],
    ['null', 'null', 'entry 1 lacks one of'],
    ['a text', '"mars-1"', 'entry 1 lacks one of'],
  ])('skips %s in the file and in the variable, and says why', async (_, text, reason) => {
    for (const [source, given] of [
      ['~/.oci/regions-config.json', sources({ [CONFIG]: text })],
      ['OCI_REGION_METADATA', sources({}, { env: { OCI_REGION_METADATA: text } })],
    ] as const) {
      const told: string[] = []
      await resolveRegion('mars-1', { ...given, onWarning: ({ message }) => told.push(message) })
      expect(told[0]).toContain(`${source} is skipped: ${reason}`)
    }
  })

  test('keeps the good entries beside a faulty one', async () => {
    const given = sources({ [CONFIG]: JSON.stringify([{}, metadata('mars-1')]) })
    expect((await resolve('mars-1', given)).region.source).toBe('regions-config')
  })

  const phoenix = metadata('us-phoenix-1', { realmDomainComponent: 'oraclecloud.com' })
  const conflicts: readonly (readonly [string, object])[] = [
    ['redefines a built-in region', metadata('us-phoenix-1')],
    ['gives a built-in region another code', { ...phoenix, realmKey: 'oc1' }],
    ['gives a built-in region another realm', { ...phoenix, regionKey: 'phx', realmKey: 'oc98' }],
    ['is called like the code of a built-in region', metadata('phx')],
    ['has the name of a built-in region as its code', metadata('mars-1', { regionKey: 'us-phoenix-1' })],
    ['takes the code of a built-in region', metadata('mars-1', { regionKey: 'phx' })],
    ["changes a realm's domain", metadata('mars-1', { realmKey: 'oc1', realmDomainComponent: 'evil.example' })],
  ]
  test.each(conflicts)('skips an entry that %s, with a warning', async (_, entry) => {
    const given = sources({ [CONFIG]: JSON.stringify([entry]) })
    const { region, told } = await resolve('mars-1', given)
    expect(told).toEqual(['WARN_REGION_CONFLICT', 'WARN_REALM_ASSUMED'])
    expect(region.secondLevelDomain).toBe('oraclecloud.com')
  })

  test('takes the file before the variable where both say the same', async () => {
    const given = sources({ [CONFIG]: mars }, { env: { OCI_REGION_METADATA: mars } })
    expect(await resolve('mars-1', given)).toMatchObject({ told: [], region: { source: 'regions-config' } })
  })

  test('takes an empty variable for none', async () => {
    const env = { OCI_REGION_METADATA: '', OCI_DEFAULT_REALM: ' ', OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH: '' }
    expect(await resolve('mars-1', sources({}, { env }))).toMatchObject({
      told: ['WARN_REALM_ASSUMED'],
      region: { source: 'assumed' },
    })
  })

  test('takes no member of an entry that is not its own', async () => {
    const given = sources({}, { instanceMetadata: async () => Object.create(metadata('mars-1')) as unknown })
    expect((await resolve('mars-1', given)).told).toEqual(['WARN_REGION_METADATA_SKIPPED', 'WARN_REALM_ASSUMED'])
  })

  test.each([
    ['EACCES', Object.assign(new Error('no'), { code: 'EACCES' })],
    ['unknown reason', new Error('no')],
  ])('says why a file is out of reach: %s', async (reason, failure) => {
    const told: string[] = []
    const readFile = async (path: string): Promise<undefined> => (path === CONFIG ? Promise.reject(failure) : undefined)
    await resolveRegion('mars-1', sources({}, { readFile, onWarning: ({ message }) => told.push(message) }))
    expect(told[0]).toBe(`~/.oci/regions-config.json is skipped: it cannot be read (${reason}).`)
  })

  test('finds nothing in files where there is no file system', async () => {
    const readFile = (): Promise<never> => Promise.reject(new FileSystemUnavailableError())
    expect(await resolve('phx', sources({}, { readFile }))).toMatchObject({ told: [], region: { source: 'built-in' } })
    expect((await resolve('mars-1', sources({}, { readFile }))).told).toEqual(['WARN_REALM_ASSUMED'])
  })

  test.each([TOOL, CONFIG])('of %s stops when the signal is aborted, and says why', async (file) => {
    const abort = new AbortController()
    const readFile = async (path: string): Promise<undefined> => {
      if (path !== file) return undefined
      abort.abort(new Error('enough'))
      throw new Error('stopped')
    }
    await expect(resolve('mars-1', sources({}, { signal: abort.signal, readFile }))).rejects.toThrow('enough')
  })

  test('takes the first of two definitions', async () => {
    const again = metadata('mars-1', { realmDomainComponent: 'second.example', realmKey: 'oc98' })
    const given = sources({ [CONFIG]: JSON.stringify([metadata('mars-1'), again]) })
    const { region, told } = await resolve('mars-1', given)
    expect([region.secondLevelDomain, told]).toEqual(['mars-1.example', ['WARN_REGION_CONFLICT']])
  })

  test('does not mind the same definition twice', async () => {
    const given = sources({ [CONFIG]: JSON.stringify([metadata('mars-1'), metadata('mars-1')]) })
    expect((await resolve('mars-1', given)).told).toEqual([])
  })

  test('stops when the signal is aborted, and says why', async () => {
    const abort = new AbortController()
    const given = sources(
      {},
      {
        signal: abort.signal,
        instanceMetadata: async () => {
          abort.abort(new Error('enough'))
          throw new Error('stopped')
        },
      },
    )
    await expect(resolve('mars-1', given)).rejects.toThrow('enough')
    await expect(resolveRegion('phx', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
  })
})

describe('a developer-tool configuration', () => {
  const only = { [TOOL]: tool([metadata('alloy-1')]) }
  const merge = { [TOOL]: tool([metadata('alloy-1')], { allowOnlyDeveloperToolConfigurationRegions: false }) }

  test('makes its regions the only ones', async () => {
    expect((await resolve('alloy-1', sources(only))).region).toMatchObject({
      source: 'developer-tool',
      secondLevelDomain: 'alloy-1.example',
    })
    for (const value of ['phx', 'mars-1']) {
      await expect(resolve(value, sources(only))).rejects.toMatchObject({
        code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION',
      })
    }
  })

  test('keeps other sources of regions unread then, but not a domain that somebody named', async () => {
    const instanceMetadata = vi.fn<() => Promise<unknown>>()
    const given = sources({ ...only, [CONFIG]: JSON.stringify([metadata('file')]) }, { instanceMetadata })
    await expect(resolve('file', given)).rejects.toMatchObject({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' })
    expect(instanceMetadata).not.toHaveBeenCalled()
    expect((await resolve('r.example.com', given)).region.source).toBe('dotted')
    const env = { OCI_DEFAULT_REALM: 'd.example' }
    expect((await resolve('file', { ...given, env })).region.source).toBe('default-realm')
  })

  test('adds its regions to the built-in ones when it says so', async () => {
    expect((await resolve('alloy-1', sources(merge))).region.source).toBe('developer-tool')
    expect((await resolve('phx', sources(merge))).region.source).toBe('built-in')
    expect((await resolve('mars-1', sources(merge))).region.source).toBe('assumed')
  })

  test('counts before regions-config.json', async () => {
    const files = {
      ...merge,
      [CONFIG]: JSON.stringify([metadata('alloy-1', { realmDomainComponent: 'other.example', realmKey: 'oc98' })]),
    }
    expect((await resolve('alloy-1', sources(files))).region.secondLevelDomain).toBe('alloy-1.example')
  })

  test('obeys the option, and can be ignored', async () => {
    const option = { developerTool: { regions: 'merge' } } as const
    expect((await resolve('phx', sources(only, option))).region.source).toBe('built-in')
    expect((await resolve('phx', sources(only, { developerTool: false }))).region.source).toBe('built-in')
  })

  test('may be anywhere, and must be where somebody says', async () => {
    const env = { OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH: '~/alloy.json' }
    const given = sources({ '/h/alloy.json': tool([metadata('alloy-1')]) }, { env })
    expect((await resolve('alloy-1', given)).region.source).toBe('developer-tool')
    await expect(resolve('alloy-1', sources({}, { env }))).rejects.toMatchObject({
      code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION',
    })
  })

  test('that is faulty or out of reach is an error', async () => {
    for (const [given, problem] of [
      [sources({ [TOOL]: '{' }), 'is no JSON. Correct or remove it.'],
      [
        sources({}, { readFile: () => Promise.reject(new Error('no')) }),
        'cannot be read. Correct its permissions, or remove it.',
      ],
    ] as const) {
      await expect(resolve('phx', given)).rejects.toMatchObject({
        code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION',
        message: `~/.oci/developer-tool-configuration.json ${problem}`,
      })
    }
  })
})

describe('a warning', () => {
  const warning = { code: 'WARN_REALM_ASSUMED', message: 'assumed', region: 'mars-1' } as const

  test('goes to the process when nobody listens', () => {
    const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    warn(warning, undefined)
    expect(emit).toHaveBeenCalledWith('assumed', { type: 'OciRegionWarning', code: 'WARN_REALM_ASSUMED' })
  })

  test('that a realm was assumed is an error where it would be lost', () => {
    vi.stubGlobal('process', undefined)
    try {
      const lost = { code: 'ERR_UNKNOWN_REGION', region: 'mars-1' }
      expect(() => warn(warning, undefined)).toThrow(expect.objectContaining(lost))
      expect(() => warn({ code: 'WARN_REGION_CONFLICT', message: '' }, undefined)).not.toThrow()
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('a developer-tool configuration that was read already', () => {
  test('is not read again', async () => {
    const readFile = vi.fn(async (path: string) => (path === TOOL ? tool([metadata('mine')]) : undefined))
    const given = sources({}, { readFile })
    const developerTool = await readDeveloperToolConfiguration(given)
    expect(developerTool?.regions).toHaveLength(1)
    expect((await resolveRegion('mine', { ...given, developerTool })).secondLevelDomain).toBe('mine.example')
    expect(readFile.mock.calls.filter(([path]) => path === TOOL)).toHaveLength(1)
  })

  test('is none where nobody wrote one, or it is to be ignored', async () => {
    expect(await readDeveloperToolConfiguration(sources())).toBeUndefined()
    const ignored = sources({ [TOOL]: '{' }, { developerTool: false })
    expect(await readDeveloperToolConfiguration(ignored)).toBeUndefined()
  })
})
