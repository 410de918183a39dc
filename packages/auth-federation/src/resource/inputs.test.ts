// What each variable's absence, emptiness and mixture means.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPrincipalError } from '../errors/is-principal-error.ts'
import { resourceInputs, resourceSetting } from './inputs.ts'

const PREFIX = 'OCI_RESOURCE_PRINCIPAL_'
const VALUES: Readonly<Record<string, string>> = {
  RPT_ENDPOINT: 'https://service.example',
  RPST_ENDPOINT: 'https://auth.example',
  RESOURCE_ID: 'ocid1.fnfunc.oc1..a',
  TENANCY_ID: 'ocid1.tenancy.oc1..b',
  SECURITY_CONTEXT: 'c2VjcmV0',
  PRIVATE_PEM: 'pem',
  RPST: 'token',
  RPT_URL: 'https://parent.example/tokens?a=b',
}
const KEYED = ['RPT_ENDPOINT', 'RPST_ENDPOINT', 'RESOURCE_ID', 'PRIVATE_PEM']
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  '1.1': ['RPT_ENDPOINT'],
  '2.1': KEYED,
  '2.1.1': [...KEYED, 'TENANCY_ID'],
  '2.1.2': [...KEYED, 'TENANCY_ID', 'SECURITY_CONTEXT'],
  '2.2': ['RPST', 'PRIVATE_PEM'],
}
type Env = Record<string, string>

const envOf = (version: string, more: Env = {}, suffix = ''): Env =>
  Object.fromEntries(
    Object.entries({
      VERSION: version,
      ...valuesOf(Object.hasOwn(REQUIRED, version) ? (REQUIRED[version] ?? []) : []),
      ...more,
    }).map(([name, value]) => [PREFIX + name + suffix, value]),
  )
const valuesOf = (names: readonly string[]): Env =>
  Object.fromEntries(names.map((name) => [name, String(VALUES[name])]))

/** Of a chain whose innermost resource is of this version. */
const chainOf = (version: string, more: Env = {}): Env => ({
  [`${PREFIX}VERSION`]: '3.0',
  [`${PREFIX}RPT_URL_FOR_PARENT_RESOURCE`]: String(VALUES['RPT_URL']),
  [`${PREFIX}RPST_ENDPOINT_FOR_PARENT_RESOURCE`]: 'https://auth.example',
  ...envOf(version, more, '_FOR_LEAF_RESOURCE'),
})

function errorOf(env: Env): unknown {
  try {
    resourceInputs(env)
  } catch (error) {
    return error
  }
  return undefined
}

describe('the version', () => {
  test.each([undefined, '', ' '])('%j is none: there is no such principal here', (version) => {
    const env = version === undefined ? {} : { [`${PREFIX}VERSION`]: version }
    expect(errorOf(env)).toMatchObject({
      code: 'ERR_CREDENTIAL_UNAVAILABLE',
      message: expect.stringMatching(/^OCI_RESOURCE_PRINCIPAL_VERSION is not set/),
    })
    expect(resourceSetting(env)).toMatchObject({ version: undefined, missing: [] })
  })

  test.each(['2', '2.3', 'v2.2', 'constructor', '3.0.0'])('%s is not known', (version) => {
    expect(errorOf(envOf(version))).toMatchObject({
      code: 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION',
      variable: `${PREFIX}VERSION`,
      version,
    })
    expect(resourceSetting(envOf(version))).toMatchObject({ version, missing: [] })
  })

  test.each(['3.0', '2.3'])('%s is not that of the innermost resource of a chain', (version) => {
    expect(errorOf(chainOf(version))).toMatchObject({
      code: 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION',
      variable: `${PREFIX}VERSION_FOR_LEAF_RESOURCE`,
    })
  })
})

describe.each(Object.entries(REQUIRED))('version %s', (version, required) => {
  test('needs no more than it has to', () => {
    expect(resourceInputs(envOf(version)).leaf.version).toBe(version)
    expect(resourceInputs(chainOf(version)).leaf.version).toBe(version)
    expect(resourceInputs(envOf(version)).parent).toBeUndefined()
  })

  test('names all that is missing at once', () => {
    const names = required.map((name) => PREFIX + name)
    expect(errorOf({ [`${PREFIX}VERSION`]: version })).toMatchObject({
      code: 'ERR_MISSING_INPUT',
      names,
      message: expect.stringMatching(/ Set (?:it|them)\.$/),
    })
    expect(resourceSetting({ [`${PREFIX}VERSION`]: version })).toEqual({
      version,
      set: [`${PREFIX}VERSION`],
      missing: names,
    })
  })

  describe.each(required)('%s', (name) => {
    test.each([undefined, '', ' \n'])('is missing as %j', (value) => {
      const env = envOf(version)
      const { [PREFIX + name]: _, ...without } = env
      const spoiled = value === undefined ? without : { ...env, [PREFIX + name]: value }
      expect(errorOf(spoiled)).toMatchObject({ code: 'ERR_MISSING_INPUT', names: [PREFIX + name] })
    })

    test('is missing in a chain under the name that it has there', () => {
      const whole = `${PREFIX + name}_FOR_LEAF_RESOURCE`
      const { [whole]: _, ...without } = chainOf(version)
      // Without a suffix it is another variable.
      expect(errorOf({ ...without, [PREFIX + name]: 'x' })).toMatchObject({ code: 'ERR_MISSING_INPUT', names: [whole] })
    })
  })

  test('ignores what belongs to other versions', () => {
    const others = Object.fromEntries(
      Object.keys(VALUES)
        .filter((name) => !required.includes(name) && name !== 'RPST_ENDPOINT')
        .map((name) => [name, '\u0000 not even a value']),
    )
    expect(errorOf(envOf(version, others))).toBeUndefined()
  })
})

test.each<[version: string, name: string, value: string, reason: string]>([
  ['1.1', 'RPT_ENDPOINT', 'service.example', 'not-an-address'],
  ['1.1', 'RPT_ENDPOINT', 'ftp://service.example', 'not-an-address'],
  ['2.1.2', 'RPT_ENDPOINT', 'http://service.example', 'not-an-address'],
  ['2.1.2', 'RPST_ENDPOINT', 'http://10.0.0.1', 'not-an-address'],
  ['1.1', 'RPST_ENDPOINT', 'https://u:p@auth.example', 'not-an-address'],
  ['2.1', 'RPT_ENDPOINT', 'https://service.example?a=b', 'not-an-address'],
  ['2.1', 'RPST_ENDPOINT', 'https://service.example#a', 'not-an-address'],
  ['2.1', 'RESOURCE_ID', 'ocid1/x', 'not-an-id'],
  ['2.1', 'RESOURCE_ID', '..', 'not-an-id'],
  ['2.1', 'RESOURCE_ID', 'a"b', 'not-an-id'],
  ['2.1.1', 'TENANCY_ID', 'a\r\nb', 'not-an-id'],
  ['2.1.2', 'SECURITY_CONTEXT', 'a\r\nx: y', 'not-a-header'],
  ['2.1.2', 'SECURITY_CONTEXT', 'é', 'not-a-header'],
  ['2.1.2', 'RPT_PATH', 'tokens', 'not-a-path'],
  ['2.1.2', 'RPT_PATH', '/tokens?a=b', 'not-a-path'],
  ['2.1.2', 'RPT_PATH', '/{}/tokens', 'not-a-path'],
  ['2.2', 'REGION', 'evil.example/x', 'not-a-region'],
  ['2.2', 'REGION', 'a..b', 'not-a-region'],
])('of version %s, %s cannot be %j, which is not repeated', (version, name, value, reason) => {
  for (const [env, whole] of [
    [envOf(version, { [name]: value }), PREFIX + name],
    [chainOf(version, { [name]: value }), `${PREFIX + name}_FOR_LEAF_RESOURCE`],
  ] as const) {
    const error = errorOf(env)
    expect(error).toMatchObject({ code: 'ERR_RESOURCE_INPUT', variable: whole, reason })
    expect((error as Error).message).not.toContain(value === '..' || value === 'é' ? '\u0000' : value)
  }
})

describe('a key and its passphrase', () => {
  const KEY = `${PREFIX}PRIVATE_PEM`
  const PASSPHRASE = `${PREFIX}PRIVATE_PEM_PASSPHRASE`

  test.each([
    ['/keys/key.pem', 'open', [KEY, PASSPHRASE]],
    ['C:\\keys\\key.pem', 'open', [KEY, PASSPHRASE]],
    ['\\\\server\\key.pem', 'open', [KEY, PASSPHRASE]],
    ['pem', '/keys/passphrase', [PASSPHRASE, KEY]],
  ])('are not %j and %j', (key, passphrase, names) => {
    for (const version of ['2.1', '2.1.1', '2.1.2', '2.2']) {
      const env = envOf(version, { PRIVATE_PEM: key, PRIVATE_PEM_PASSPHRASE: passphrase })
      const error = errorOf(env)
      expect(error).toMatchObject({ code: 'ERR_MIXED_PATH_AND_VALUE', names })
      for (const name of names) expect((error as Error).message).toContain(name)
    }
  })

  test.each([
    ['/keys/key.pem', '/keys/passphrase', true],
    ['pem', 'open', false],
    ['~/key.pem', './passphrase', false],
  ])('may be %j and %j', (PRIVATE_PEM, PRIVATE_PEM_PASSPHRASE, isFile) => {
    expect(resourceInputs(envOf('2.2', { PRIVATE_PEM, PRIVATE_PEM_PASSPHRASE })).leaf).toMatchObject({
      privateKey: { value: PRIVATE_PEM, isFile },
      passphrase: { value: PRIVATE_PEM_PASSPHRASE, isFile },
    })
  })

  test('have nothing to do with how the token is given', () => {
    expect(resourceInputs(envOf('2.2', { RPST: '/keys/token' })).leaf).toMatchObject({
      token: { variable: `${PREFIX}RPST`, value: '/keys/token', isFile: true },
      privateKey: { isFile: false },
    })
  })

  test('that is empty is none', () => {
    expect(resourceInputs(envOf('2.2', { PRIVATE_PEM_PASSPHRASE: ' ' })).leaf).toMatchObject({ passphrase: undefined })
  })
})

describe('what is made of them', () => {
  test.each([
    ['2.1', 'resource/v2.1/ocid1.fnfunc.oc1..a', '/20180711/resourcePrincipalTokenV2/ocid1.fnfunc.oc1..a'],
    [
      '2.1.1',
      'resource/v2.1.1/ocid1.tenancy.oc1..b/ocid1.fnfunc.oc1..a',
      '/20180711/resourcePrincipalTokenV2/ocid1.fnfunc.oc1..a',
    ],
    [
      '2.1.2',
      'resource/v2.1.2/ocid1.tenancy.oc1..b/ocid1.fnfunc.oc1..a',
      '/20180711/resourcePrincipalTokenV212/ocid1.fnfunc.oc1..a',
    ],
  ])('in version %s: the key id %s, the path %s', (version, keyId, rptPath) => {
    expect(resourceInputs(envOf(version)).leaf).toMatchObject({ keyId, rptPath })
  })

  test.each([
    ['/tokens/{}', '/tokens/ocid1.fnfunc.oc1..a'],
    ['/tokens{}', '/tokens/ocid1.fnfunc.oc1..a'],
    ['/tokens', '/tokens/ocid1.fnfunc.oc1..a'],
    ['/tokens/', '/tokens/ocid1.fnfunc.oc1..a'],
  ])('of RPT_PATH %s in version 2.1.2: %s', (RPT_PATH, rptPath) => {
    expect(resourceInputs(envOf('2.1.2', { RPT_PATH })).leaf).toMatchObject({ rptPath })
  })

  test.each([
    ['phx', 'us-phoenix-1'],
    ['PHX', 'us-phoenix-1'],
    [' us-ashburn-1 ', 'us-ashburn-1'],
    ['xx-new-1', 'xx-new-1'],
    ['', undefined],
  ])('of the region %j: %s', (REGION, region) => {
    expect(resourceInputs(envOf('2.2', { REGION })).leaf).toMatchObject({ region })
  })

  test.each(['http://localhost:80', 'http://127.0.0.1:8080', 'http://[::1]', 'http://169.254.169.254'])(
    'of an endpoint over plain http, where no other machine listens: %s',
    (RPT_ENDPOINT) => {
      const rptEndpoint = new URL(RPT_ENDPOINT).href
      expect(resourceInputs(envOf('1.1', { RPT_ENDPOINT })).leaf).toMatchObject({ rptEndpoint })
    },
  )

  test('of endpoints: what they say, with their path', () => {
    const leaf = resourceInputs(envOf('2.1', { RPT_ENDPOINT: 'https://service.example/base' })).leaf
    expect(leaf).toMatchObject({ rptEndpoint: 'https://service.example/base' })
  })
})

describe('the parents of a chain', () => {
  const URL_NAME = `${PREFIX}RPT_URL_FOR_PARENT_RESOURCE`
  const RPST_NAME = `${PREFIX}RPST_ENDPOINT_FOR_PARENT_RESOURCE`

  test('have to be named', () => {
    expect(errorOf({ [`${PREFIX}VERSION`]: '3.0' })).toMatchObject({
      code: 'ERR_MISSING_INPUT',
      names: [`${PREFIX}VERSION_FOR_LEAF_RESOURCE`, URL_NAME, RPST_NAME],
    })
    expect(errorOf({ ...chainOf('2.2'), [URL_NAME]: ' ' })).toMatchObject({ names: [URL_NAME] })
  })

  test('are exchanged at the auth service of the region, where one is known', () => {
    const { [RPST_NAME]: _, ...env } = chainOf('2.2')
    expect(errorOf(env)).toMatchObject({ code: 'ERR_MISSING_INPUT', names: [RPST_NAME] })
    expect(resourceInputs({ ...env, [`${PREFIX}REGION_FOR_LEAF_RESOURCE`]: 'phx' }).parent).toEqual({
      rptUrl: VALUES['RPT_URL'],
      rpstEndpoint: undefined,
    })
    const { [RPST_NAME]: __, ...instance } = chainOf('1.1')
    expect(resourceInputs(instance).parent).toMatchObject({ rpstEndpoint: undefined })
  })

  test.each(['x', 'http://parent.example/x', 'ftp://parent.example', 'https://u@parent.example/x'])(
    'are not at %s',
    (address) => {
      expect(errorOf({ ...chainOf('2.2'), [URL_NAME]: address })).toMatchObject({
        code: 'ERR_RESOURCE_INPUT',
        variable: URL_NAME,
        reason: 'not-an-address',
      })
    },
  )

  test.each(['http://127.0.0.1:8080/x', 'http://localhost/x', 'http://[::1]:1/x', 'https://parent.example/x?a=b'])(
    'may be at %s',
    (address) => {
      expect(resourceInputs({ ...chainOf('2.2'), [URL_NAME]: address }).parent?.rptUrl).toBe(address)
    },
  )
})

test('any environment is either whole, or told with an error of this package', () => {
  const names = [...Object.keys(VALUES), 'VERSION', 'REGION', 'RPT_PATH', 'RPT_ID', 'PRIVATE_PEM_PASSPHRASE']
  const name = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('', '_FOR_LEAF_RESOURCE', '_FOR_PARENT_RESOURCE'))
    .map(([base, suffix]) => PREFIX + base + suffix)
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('1.1', '2.1', '2.1.1', '2.1.2', '2.2', '3.0', 'https://a.example', '/a/b', 'phx', '\u0000'),
  )
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 20 }), (env) => {
      const error = errorOf(env)
      expect(error === undefined || isPrincipalError(error)).toBe(true)
      const { missing } = resourceSetting(env)
      const lacks = (error as { code?: string } | undefined)?.code === 'ERR_MISSING_INPUT'
      expect(missing.length > 0 && error === undefined).toBe(false)
      expect(lacks && missing.length === 0).toBe(false)
    }),
    { numRuns: 500 },
  )
})
