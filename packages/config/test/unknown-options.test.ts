// Every public function refuses an option that it does not know and names the one that was meant. What is data may have any member.
import {
  editProfile,
  loadConfig,
  parseConfig,
  tryValidateConfig,
  updateConfigFile,
  validateConfig,
  type OciConfigInput,
} from '@x/config'
import {
  createRegionResolver,
  endpointFor,
  parseDeveloperToolConfiguration,
  readDeveloperToolConfiguration,
  resolveRegion,
} from '@x/config/regions'
import { readTextFile, withFileLock, writePrivateFiles } from '@x/config/files'
import { expect, test } from 'vitest'

const TEMPLATE = 'https://identity.{region}.{secondLevelDomain}'
const TOOL = '{"regions":[],"services":[]}'
const FILES = [{ path: '/nowhere/x', content: '' }]
const done = async (): Promise<number> => 1

type Call = (options: never) => unknown
const calls: readonly (readonly [name: string, call: Call, unknown: string, nearest: string])[] = [
  ['loadConfig', loadConfig, 'profile_name', 'profile'],
  ['loadConfig', loadConfig, 'file_location', 'file'],
  ['loadConfig', loadConfig, 'configurationFilePath', 'file'],
  ['parseConfig', (options) => parseConfig('', options), 'sources', 'source'],
  ['validateConfig', (options) => validateConfig({}, options), 'sinner', 'signer'],
  ['tryValidateConfig', (options) => tryValidateConfig({}, options), 'provider', 'signer'],
  ['editProfile', (options) => editProfile('', options), 'profile_name', 'profile'],
  ['updateConfigFile', updateConfigFile, 'timeout', 'lockTimeoutMs'],
  ['updateConfigFile', updateConfigFile, 'file_location', 'file'],
  ['readTextFile', (options) => readTextFile('/x', options), 'abortSignal', 'signal'],
  ['writePrivateFiles', (options) => writePrivateFiles(FILES, options), 'lockTimeout', 'lockTimeoutMs'],
  ['withFileLock', (options) => withFileLock('/x', done, options), 'timeout', 'lockTimeoutMs'],
  ['endpointFor', (options) => endpointFor(TEMPLATE, 'phx', options), 'base_path', 'basePath'],
  ['endpointFor', (options) => endpointFor(TEMPLATE, 'phx', options), 'service_name', 'endpointServiceName'],
  ['resolveRegion', (options) => resolveRegion('phx', options), 'developer_tool', 'developerTool'],
  ['createRegionResolver', createRegionResolver, 'metadata', 'instanceMetadata'],
  ['readDeveloperToolConfiguration', readDeveloperToolConfiguration, 'onWarnings', 'onWarning'],
  ['parseDeveloperToolConfiguration', (options) => parseDeveloperToolConfiguration(TOOL, options), 'region', 'regions'],
]

test.each(calls.map(([name, call, unknown, nearest]) => [name, unknown, nearest, call] as const))(
  '%s refuses the option %s and names %s',
  async (_, unknown, nearest, call) => {
    const run = async (): Promise<unknown> => call({ [unknown]: 'x' } as never)
    const message = `There is no option "${unknown}". Did you mean \`${nearest}\`?`
    await expect(run()).rejects.toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message }) as Error)
  },
)

test('a configuration, an environment and the keys of a profile are data', () => {
  const config = { tenancy: 'ocid1.tenancy.oc1..a', profileName: 'x', compartment: 'c' } as OciConfigInput
  expect(tryValidateConfig(config, { env: { whatever: 'x' } })).not.toHaveProperty('profileName')
  expect(editProfile('', { profile: 'A', set: { profile_name: 'x' } })).toBe('[A]\nprofile_name=x\n')
  expect(endpointFor(TEMPLATE, 'phx', { parameters: { whatever: 'x' }, realmTemplates: { oc99: 'x' } })).toBe(
    'https://identity.us-phoenix-1.oraclecloud.com',
  )
})
