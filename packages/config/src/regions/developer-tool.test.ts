import { describe, expect, test } from 'vitest'
import {
  assertServiceEnabled,
  isServiceEnabled,
  parseDeveloperToolConfiguration,
  type DeveloperToolOptions,
} from './developer-tool.ts'
import type { RegionWarning } from './warning.ts'

const ENTRY = {
  realmKey: 'OC99',
  realmDomainComponent: 'Example.Cloud',
  regionKey: 'XYZ',
  regionIdentifier: 'US-Example-1',
}
const FLAG = 'OCI_ALLOW_ONLY_DEVELOPER_TOOL_CONFIGURATION_REGIONS'
const text = (more: object = {}): string => JSON.stringify({ regions: [ENTRY], services: [], ...more })

test('has regions in lower case', () => {
  expect(parseDeveloperToolConfiguration(text()).regions).toEqual([
    { id: 'us-example-1', code: 'xyz', realm: 'oc99', secondLevelDomain: 'example.cloud' },
  ])
})

test.each([['developerToolConfigurationProvider'], ['provider']])('names its provider as %s', (member) => {
  expect(parseDeveloperToolConfiguration(text({ [member]: 'ACME' })).provider).toBe('ACME')
})

test('names no provider that is no text', () => {
  expect(parseDeveloperToolConfiguration(text({ provider: 5 })).provider).toBeUndefined()
  expect(parseDeveloperToolConfiguration(text()).provider).toBeUndefined()
})

test('has a region once that stands there twice', () => {
  expect(parseDeveloperToolConfiguration(text({ regions: [ENTRY, ENTRY] })).regions).toHaveLength(1)
})

test('has no members but its own', () => {
  const inherited = { regions: [ENTRY], services: ['core'] }
  for (const [name, value] of Object.entries(inherited))
    Reflect.defineProperty(Object.prototype, name, { value, configurable: true })
  try {
    const reason = { message: 'alloy.json has no array "services". Add it; it may be empty.' }
    expect(() => parseDeveloperToolConfiguration('{}', { source: 'alloy.json', env: {}, regions: 'only' })).toThrow(
      expect.objectContaining(reason),
    )
  } finally {
    for (const name of Object.keys(inherited)) Reflect.deleteProperty(Object.prototype, name)
  }
})

test('may stand behind a byte order mark', () => {
  expect(parseDeveloperToolConfiguration(`\uFEFF${text()}`)).toEqual(parseDeveloperToolConfiguration(text()))
})

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${text()}`, 'utf16le').toString(), 'alloy.json is in UTF-16. Save it as UTF-8.'],
  ['no JSON', '{', 'alloy.json is no JSON. Correct or remove it.'],
  ['no object', '[]', 'alloy.json is no JSON object. Correct or remove it.'],
])('is refused as %s by that name', (_, given, message) => {
  expect(() => parseDeveloperToolConfiguration(given, { source: 'alloy.json' })).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION', message }),
  )
})

describe('the mode', () => {
  const rows: readonly (readonly [string, unknown, string | undefined, DeveloperToolOptions['regions'], string])[] = [
    ['is only by default', undefined, undefined, undefined, 'only'],
    ['is only when the file says so', true, undefined, undefined, 'only'],
    ['is merge when the file says so', false, undefined, undefined, 'merge'],
    ['may be text in the file', 'False', undefined, undefined, 'merge'],
    ['may be text in the file that says true', ' TRUE ', undefined, undefined, 'only'],
    ['is only when the file has null', null, undefined, undefined, 'only'],
    ['is what the variable says: true is only', false, 'TRUE', undefined, 'only'],
    ['is what the variable says: false is merge', true, 'false', undefined, 'merge'],
    ['does not come from an empty variable', false, '', undefined, 'merge'],
    ['is what the option says', true, 'true', 'merge', 'merge'],
  ]
  test.each(rows)('%s', (_, fileFlag, variable, regions, expected) => {
    const options = { env: { [FLAG]: variable }, regions, onWarning: () => undefined }
    const given = text({ allowOnlyDeveloperToolConfigurationRegions: fileFlag })
    expect(parseDeveloperToolConfiguration(given, options).mode).toBe(expected)
  })

  test('does not come from a variable that the environment inherits', () => {
    const env = Object.create({ [FLAG]: 'false' }) as Record<string, string>
    expect(parseDeveloperToolConfiguration(text(), { env }).mode).toBe('only')
  })

  test('is warned of when option and variable disagree, not when they agree', () => {
    const told: RegionWarning[] = []
    const onWarning = (warning: RegionWarning): void => void told.push(warning)
    parseDeveloperToolConfiguration(text(), { regions: 'only', env: { [FLAG]: 'true' }, onWarning })
    parseDeveloperToolConfiguration(text(), { env: { [FLAG]: 'false' }, onWarning })
    parseDeveloperToolConfiguration(text(), { regions: 'merge', onWarning })
    expect(told).toEqual([])
    parseDeveloperToolConfiguration(text(), { regions: 'only', env: { [FLAG]: 'false' }, onWarning })
    expect(told.map(({ code }) => code)).toEqual(['WARN_DEVELOPER_TOOL_DISAGREES'])
  })
})

describe('is refused', () => {
  const rows: readonly (readonly [string, string, Record<string, string>])[] = [
    ['when it is no JSON', '{', {}],
    ['when it is an array', '[]', {}],
    ['when it is null', 'null', {}],
    ['without regions', '{"services":[]}', {}],
    ['without services', '{"regions":[]}', {}],
    ['when regions are no array', '{"regions":{},"services":[]}', {}],
    ['when the flag is a number', text({ allowOnlyDeveloperToolConfigurationRegions: 1 }), {}],
    ['when the flag is another text', text({ allowOnlyDeveloperToolConfigurationRegions: 'yes' }), {}],
    ['when the variable is another text', text(), { [FLAG]: 'yes' }],
  ]
  test.each(rows)('%s', (_, given, env) => {
    expect(() => parseDeveloperToolConfiguration(given, { env })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' }),
    )
  })
})

test('skips a region that is incomplete, with a warning, and keeps the others', () => {
  const told: string[] = []
  const given = text({ regions: [{ ...ENTRY, realmKey: '' }, ENTRY, { ...ENTRY, regionKey: 5 }, null] })
  const { regions } = parseDeveloperToolConfiguration(given, { onWarning: ({ code }) => told.push(code) })
  expect(regions.map(({ id }) => id)).toEqual(['us-example-1'])
  expect(told).toEqual(Array.from({ length: 3 }, () => 'WARN_REGION_METADATA_SKIPPED'))
})

describe('services', () => {
  const some = parseDeveloperToolConfiguration(text({ services: ['Identity-Data_Plane', 'core', 7] }))

  test.each([
    ['identity_data_plane', true],
    ['identitydataplane', true],
    ['CORE', true],
    ['objectstorage', false],
    ['', false],
  ])('%j is enabled: %s', (service, expected) => {
    expect(isServiceEnabled(some, service)).toBe(expected)
  })

  test('are all enabled by an empty list, and without a configuration', () => {
    expect(isServiceEnabled(parseDeveloperToolConfiguration(text()), 'x')).toBe(true)
    expect(isServiceEnabled(undefined, 'x')).toBe(true)
  })

  test('that are not enabled are an error', () => {
    expect(() => assertServiceEnabled(some, 'database')).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' }),
    )
    expect(() => assertServiceEnabled(some, 'core')).not.toThrow()
    const remedy = (provider: string): string =>
      `The developer-tool configuration does not enable the service "database". Ask ${provider} for it, or add it to "services".`
    expect(() => assertServiceEnabled(some, 'database')).toThrow(remedy('its provider'))
    const named = parseDeveloperToolConfiguration(text({ services: ['core'], provider: 'ACME' }))
    expect(() => assertServiceEnabled(named, 'database')).toThrow(remedy('ACME'))
  })
})
