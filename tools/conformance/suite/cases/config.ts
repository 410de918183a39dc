// Configuration files and regions.
import type { Case } from '../case.ts'

const group = 'config'

const TEXT = `; the user's own
[DEFAULT]
user = ocid1.user.oc1..aaaa
fingerprint=20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34
tenancy=ocid1.tenancy.oc1..aaaa
region=us-phoenix-1
key_file="~/key.pem"

[FRANKFURT]
region = eu-frankfurt-1
`

export const configCases: readonly Case[] = [
  {
    group,
    name: 'profiles, what they inherit, and warnings with their line',
    observe({ libraries }) {
      const parsed = libraries.config.parseConfig(TEXT)
      const entries = parsed.entriesOf('FRANKFURT')
      return {
        profiles: [...parsed.profiles.keys()],
        region: entries?.get('region')?.value,
        user: entries?.get('user')?.value,
        warnings: parsed.warnings.map(({ code, line }) => [code, line ?? 0]),
      }
    },
    expected: {
      profiles: ['DEFAULT', 'FRANKFURT'],
      region: 'eu-frankfurt-1',
      user: 'ocid1.user.oc1..aaaa',
      warnings: [['WARN_QUOTED_VALUE', 7]],
    },
  },
  {
    group,
    name: 'a line that is none',
    observe: ({ libraries }) => libraries.config.parseConfig('[DEFAULT]\nnonsense\n').profiles.size,
    expected: { code: 'ERR_CONFIG_PARSE' },
  },
  {
    group,
    name: 'what a configuration lacks',
    observe: ({ libraries }) =>
      libraries.config.tryValidateConfig({ tenancy: 'x', region: 'us-phoenix-1' }, { env: {} }),
    expected: { tenancy: 'malformed', user: 'missing', fingerprint: 'missing', keyFile: 'missing' },
  },
  {
    group,
    name: 'a file is read',
    async observe({ libraries, host }) {
      const written = await Promise.resolve()
        .then(() => host.fileWith(TEXT))
        .catch(() => '/no/such/config')
      const options = { file: written, profile: 'FRANKFURT', env: {}, checkFiles: false, homeDirectory: '/' }
      const { region, user } = await libraries.config.loadConfig(options)
      return [region, user]
    },
    expected: ['eu-frankfurt-1', 'ocid1.user.oc1..aaaa'],
  },
  {
    group,
    name: 'regions and realms',
    observe({ libraries: { regions } }) {
      const { id, realm } = regions.regionFromCode('PHX') ?? {}
      return [id, realm, regions.regions.length, regions.realms.length]
    },
    expected: ['us-phoenix-1', 'oc1', 85, 20],
  },
  {
    group,
    name: 'a region is resolved',
    async observe({ libraries: { regions } }) {
      const { id, secondLevelDomain } = await regions.resolveRegion('fra', { env: {}, developerTool: false })
      return [id, secondLevelDomain]
    },
    expected: ['eu-frankfurt-1', 'oraclecloud.com'],
  },
  {
    group,
    name: 'an unknown region is not taken for another in strict mode',
    observe: ({ libraries: { regions } }) =>
      regions.endpointFor('https://x.{region}.{secondLevelDomain}', 'xx-nowhere-1', { strict: true, env: {} }),
    expected: { code: 'ERR_UNKNOWN_REGION' },
  },
  {
    group,
    name: 'an endpoint',
    observe: ({ libraries: { regions } }) =>
      regions.endpointFor('https://identity.{region}.{secondLevelDomain}', 'uk-gov-london-1', { env: {} }),
    expected: 'https://identity.uk-gov-london-1.oraclegovcloud.uk',
  },
]
