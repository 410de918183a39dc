import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDeveloperToolConfiguration } from '../developer-tool.ts'
import { endpointFor, type EndpointOptions } from './endpoint-for.ts'
import { normalizeEndpoint } from './normalize-endpoint.ts'
import { regions } from '../region.ts'
import { resolveRegion } from '../resolve-region.ts'

const IDENTITY = 'https://identity.{region}.{secondLevelDomain}'
const STORAGE = 'https://{namespaceName+Dot}objectstorage.{region}.{dualStack?ds.:}{secondLevelDomain}'
const quiet = { env: {}, onWarning: () => undefined }

describe('regions', () => {
  test.each(regions.map((region) => [region.code, region.id, region.secondLevelDomain] as const))(
    '%s and %s give the same host',
    (code, id, domain) => {
      const expected = `https://identity.${id}.${domain}`
      expect(endpointFor(IDENTITY, code, { env: {}, strict: true })).toBe(expected)
      expect(endpointFor(IDENTITY, id.toUpperCase(), { env: {}, strict: true })).toBe(expected)
    },
  )

  test('may be objects', async () => {
    const resolved = await resolveRegion('phx', { env: {}, readFile: async () => undefined, homeDirectory: '/h' })
    expect(endpointFor(IDENTITY, resolved)).toBe('https://identity.us-phoenix-1.oraclecloud.com')
    const own = { id: 'a-1', code: 'aaa', realm: 'oc99', secondLevelDomain: 'example.cloud' }
    expect(endpointFor(IDENTITY, own)).toBe('https://identity.a-1.example.cloud')
  })

  test('that nobody knows belong to OC1 with one warning, or are an error', () => {
    const told: string[] = []
    const given = { env: {}, onWarning: ({ code }: { code: string }): void => void told.push(code) }
    expect(endpointFor(IDENTITY, 'Mars-1', given)).toBe('https://identity.mars-1.oraclecloud.com')
    expect(told).toEqual(['WARN_REALM_ASSUMED'])
    expect(() => endpointFor(IDENTITY, 'mars-1', { env: {}, strict: true })).toThrow(
      expect.objectContaining({ code: 'ERR_UNKNOWN_REGION' }),
    )
  })

  test('come from the environment, too', () => {
    const entry = {
      realmKey: 'oc99',
      realmDomainComponent: 'e.example',
      regionKey: 'mrs-x',
      regionIdentifier: 'mars-1',
    }
    expect(endpointFor(IDENTITY, 'mars-1', { env: { OCI_REGION_METADATA: JSON.stringify(entry) } })).toContain(
      'e.example',
    )
    expect(endpointFor(IDENTITY, 'mars-1', { env: { OCI_DEFAULT_REALM: 'd.example' } })).toContain('d.example')
  })

  test('obey a developer-tool configuration', () => {
    const developerTool = parseDeveloperToolConfiguration('{"regions":[],"services":[]}')
    expect(() => endpointFor(IDENTITY, 'phx', { ...quiet, developerTool })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' }),
    )
  })

  test('given as objects get no template but that of their own realm', () => {
    const own = { id: 'a-1', code: 'aaa', realm: 'constructor', secondLevelDomain: 'example.cloud' }
    const options = { env: {}, realmTemplates: {}, realmSpecificEndpointTemplateEnabled: true }
    expect(endpointFor(IDENTITY, own, options)).toBe('https://identity.a-1.example.cloud')
    const realmTemplates = { undefined: 'https://evil.{region}.{secondLevelDomain}' }
    const nameless = { ...own, realm: undefined, source: 'default-realm' } as const
    expect(endpointFor(IDENTITY, nameless, { ...options, realmTemplates })).toBe('https://identity.a-1.example.cloud')
  })

  const dotted: readonly (readonly [string, string, EndpointOptions, string])[] = [
    ['the first label of the template', IDENTITY, {}, 'https://identity.us-x-1.example.com'],
    ['the name that is given', IDENTITY, { endpointServiceName: 'auth' }, 'https://auth.us-x-1.example.com'],
    [
      'the first label that stays',
      STORAGE,
      { parameters: { namespaceName: 'n' } },
      'https://objectstorage.us-x-1.example.com',
    ],
    ['a label that is no option', 'https://{dualStack?ds.:}x.{region}', {}, 'https://x.us-x-1.example.com'],
    [
      'never a template of a realm',
      IDENTITY,
      { realmTemplates: { oc1: 'https://evil.{region}' }, realmSpecificEndpointTemplateEnabled: true },
      'https://identity.us-x-1.example.com',
    ],
  ]
  test.each(dotted)('with dots are domains behind %s', (_, template, options, expected) => {
    expect(endpointFor(template, 'US-x-1.example.com', { ...quiet, ...options })).toBe(expected)
  })

  test('with dots need the name of a service that is a host', () => {
    for (const template of ['https://{region}', 'identity.{region}']) {
      expect(() => endpointFor(template, 'a.b', quiet)).toThrow(
        expect.objectContaining({
          code: 'ERR_INVALID_ENDPOINT',
          message: 'The template names no service. Pass `endpointServiceName`.',
        }),
      )
    }
    expect(() => endpointFor(IDENTITY, 'a.b', { ...quiet, endpointServiceName: 'evil.com/' })).toThrow(
      expect.objectContaining({ code: 'ERR_UNSAFE_HOST_PARAMETER', parameter: 'endpointServiceName' }),
    )
  })

  test('given as objects that hold no host are refused', () => {
    const evil = {
      id: 'a.b/c',
      code: undefined,
      realm: undefined,
      secondLevelDomain: undefined,
      source: 'dotted',
    } as const
    expect(() => endpointFor(IDENTITY, evil)).toThrow(expect.objectContaining({ code: 'ERR_UNSAFE_HOST_PARAMETER' }))
    expect(() => endpointFor(IDENTITY, { ...evil, id: 'a', secondLevelDomain: 'evil.com/' })).toThrow(
      expect.objectContaining({ code: 'ERR_UNSAFE_HOST_PARAMETER' }),
    )
  })
})

describe('templates', () => {
  const rows: readonly (readonly [string, string, EndpointOptions, string])[] = [
    [
      'every occurrence is replaced',
      'https://{region}.x.{region}.{secondLevelDomain}',
      {},
      'https://us-phoenix-1.x.us-phoenix-1.oraclecloud.com',
    ],
    [
      '.oci. may stand between',
      'https://x.{region}.oci.{secondLevelDomain}',
      {},
      'https://x.us-phoenix-1.oci.oraclecloud.com',
    ],
    [
      'a parameter with +Dot',
      STORAGE,
      { parameters: { namespaceName: 'n' } },
      'https://n.objectstorage.us-phoenix-1.oraclecloud.com',
    ],
    [
      'a parameter without',
      'https://{b}.x.{secondLevelDomain}',
      { parameters: { b: 'n' } },
      'https://n.x.oraclecloud.com',
    ],
    [
      'a parameter twice',
      'https://{n+Dot}x.{n+Dot}{secondLevelDomain}',
      { parameters: { n: 'a.b' } },
      'https://a.b.x.a.b.oraclecloud.com',
    ],
    ['an absent parameter disappears', STORAGE, {}, 'https://objectstorage.us-phoenix-1.oraclecloud.com'],
    ['so does its dot, in front', 'https://{n}.x.{secondLevelDomain}', {}, 'https://x.oraclecloud.com'],
    ['in the middle', 'https://x.{n}.{secondLevelDomain}', {}, 'https://x.oraclecloud.com'],
    ['and at the end', 'https://x.{secondLevelDomain}.{n}/v1', {}, 'https://x.oraclecloud.com/v1'],
    [
      'a parameter cannot be called like a region',
      IDENTITY,
      { parameters: { region: 'evil' } },
      'https://identity.us-phoenix-1.oraclecloud.com',
    ],
    ['nor is a prototype a parameter', 'https://{constructor}x.{secondLevelDomain}', {}, 'https://x.oraclecloud.com'],
    ['an unknown option disappears', 'https://x.{foo?a.:b.}{secondLevelDomain}', {}, 'https://x.oraclecloud.com'],
    [
      'an option with blanks disappears',
      'https://x.{dualStack? ds.:}{secondLevelDomain}',
      { dualStackEndpointsEnabled: true },
      'https://x.oraclecloud.com',
    ],
    [
      'an option on',
      'https://x.{dualStack?ds.oci.:}{secondLevelDomain}',
      { dualStackEndpointsEnabled: true },
      'https://x.ds.oci.oraclecloud.com',
    ],
    [
      'an option off',
      'https://x.{dualStack?ds.:v4.}{secondLevelDomain}',
      { dualStackEndpointsEnabled: false },
      'https://x.v4.oraclecloud.com',
    ],
    [
      'both sides may be empty',
      'https://x.{dualStack?:}{secondLevelDomain}',
      { dualStackEndpointsEnabled: true },
      'https://x.oraclecloud.com',
    ],
    [
      'a doubled dot at a seam is one',
      'https://x.{dualStack?ds.:}.{secondLevelDomain}',
      { dualStackEndpointsEnabled: true },
      'https://x.ds.oraclecloud.com',
    ],
    ['port and path stay', 'https://x.{secondLevelDomain}:8443/a/', {}, 'https://x.oraclecloud.com:8443/a'],
    [
      'the base path is added',
      IDENTITY,
      { basePath: '/20160918' },
      'https://identity.us-phoenix-1.oraclecloud.com/20160918',
    ],
  ]
  test.each(rows)('%s', (_, template, options, expected) => {
    expect(endpointFor(template, 'phx', { env: {}, ...options })).toBe(expected)
  })

  test.each([
    [''],
    ['identity.{region}'],
    ['ftp://x.{region}'],
    ['https://{n}'],
    ['https://u@{region}'],
    ['https://x{'],
  ])('that give no endpoint are refused: %j', (template) => {
    expect(() => endpointFor(template, 'phx', { env: {} })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ENDPOINT' }),
    )
  })

  test('must be text', () => {
    const [template] = JSON.parse('[null]')
    expect(() => endpointFor(template, 'phx')).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ENDPOINT' }))
  })
})

describe('parameters of the host', () => {
  const unsafe = [
    'evil.com/',
    'evil.com#',
    'evil.com?',
    'a@evil.com',
    'a:80',
    'a b',
    '',
    '.',
    'a..b',
    '-a',
    'a-',
    'a.',
    '.a',
    'ä',
    'a\n',
    '%2e',
    '\\',
    '{region}',
    'x'.repeat(64),
  ]
  test.each(unsafe.flatMap((value) => [['{n}x', value] as const, ['{n+Dot}x', value] as const]))(
    'in %s that could lead elsewhere are refused: %j',
    (host, value) => {
      const call = () =>
        endpointFor(`https://${host}.{secondLevelDomain}`, 'phx', { env: {}, parameters: { n: value } })
      expect(call).toThrow(expect.objectContaining({ code: 'ERR_UNSAFE_HOST_PARAMETER', parameter: 'n' }))
    },
  )

  test.each([['a'], ['a-b'], ['a_b'], ['A1'], ['a.b'], ['x'.repeat(63)]])('%j is safe', (value) => {
    const endpoint = endpointFor('https://{n}.x.{secondLevelDomain}', 'phx', { env: {}, parameters: { n: value } })
    expect(new URL(endpoint).hostname).toBe(`${value.toLowerCase()}.x.oraclecloud.com`)
  })

  /** The host, or the code of the error. */
  function outcome(n: string): string {
    try {
      const options = { env: {}, parameters: { n } }
      return new URL(endpointFor('https://{n+Dot}x.{secondLevelDomain}', 'phx', options)).hostname
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'no error of ours'
    }
  }

  test('that are names, but too long with the rest, give no endpoint', () => {
    expect(outcome(Array.from({ length: 6 }, () => 'a'.repeat(40)).join('.'))).toBe('ERR_INVALID_ENDPOINT')
  })

  test('never change the domain, whatever they are', () => {
    // Any code point; fast-check's own unit for that takes seconds to make.
    const unit = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code))
    const text = fc.oneof(fc.string({ unit, maxLength: 20 }), fc.webUrl(), fc.domain())
    fc.assert(
      fc.property(text, (n) => {
        expect(outcome(n)).toMatch(/^[\w.-]+\.x\.oraclecloud\.com$|^ERR_(?:UNSAFE_HOST_PARAMETER|INVALID_ENDPOINT)$/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('dual stack: client, then environment, then the default of the service', () => {
  const VARIABLE = 'OCI_DUAL_STACK_ENDPOINT_ENABLED'
  const rows: readonly (readonly [boolean, boolean | undefined, string | undefined, boolean])[] = [
    [false, false, 'true', false],
    [true, true, 'false', true],
    [false, undefined, 'true', true],
    [true, undefined, undefined, true],
    [false, undefined, undefined, false],
    [true, undefined, 'false', false],
    [true, false, undefined, false],
    [false, true, undefined, true],
    [false, undefined, 'TRUE', true],
    [true, undefined, '', true],
    [true, undefined, 'nonsense', false],
  ]
  test.each(rows)('default %s, client %s, environment %s: %s', (byDefault, client, variable, expected) => {
    const endpoint = endpointFor(STORAGE, 'phx', {
      env: { [VARIABLE]: variable },
      dualStackByDefault: byDefault,
      dualStackEndpointsEnabled: client,
    })
    expect(endpoint.includes('.ds.')).toBe(expected)
  })
})

describe('templates of a realm: client, then environment', () => {
  const VARIABLE = 'OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED'
  const realmTemplates = { oc1: 'https://special.{region}.oci.example.com' }
  const rows: readonly (readonly [boolean | undefined, string | undefined, string, boolean])[] = [
    [undefined, undefined, 'phx', false],
    [undefined, 'true', 'phx', true],
    [undefined, 'True', 'us-phoenix-1', true],
    [undefined, 'false', 'phx', false],
    [undefined, 'yes', 'phx', false],
    [true, 'false', 'phx', true],
    [false, 'true', 'phx', false],
    [true, undefined, 'lfi', false],
  ]
  test.each(rows)('client %s, environment %s, region %s: %s', (client, variable, region, expected) => {
    const options = { env: { [VARIABLE]: variable }, realmTemplates, realmSpecificEndpointTemplateEnabled: client }
    expect(endpointFor(IDENTITY, region, options).includes('special')).toBe(expected)
  })

  test('may be missing altogether', () => {
    expect(endpointFor(IDENTITY, 'phx', { env: {}, realmSpecificEndpointTemplateEnabled: true })).toContain('identity')
  })
})

describe('an endpoint in normal form', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['https://h.example', '', 'https://h.example'],
    ['https://h.example/', '', 'https://h.example'],
    ['https://h.example///', '/v1', 'https://h.example/v1'],
    ['https://h.example', '///', 'https://h.example'],
    ['https://h.example//a//b//', '//v1//', 'https://h.example/a//b/v1'],
    ['https://h.example', '/v1', 'https://h.example/v1'],
    ['https://h.example/v1', '/v1', 'https://h.example/v1'],
    ['https://h.example/v1/', 'v1/', 'https://h.example/v1'],
    ['https://h.example/proxy', '/v1', 'https://h.example/proxy/v1'],
    ['https://h.example/proxy/v1', '/v1', 'https://h.example/proxy/v1'],
    ['https://h.example/v10', '/v1', 'https://h.example/v10/v1'],
    ['https://h.example/xv1', '/v1', 'https://h.example/xv1/v1'],
    ['HTTP://H.example:8080', '', 'http://h.example:8080'],
    ['https://[::1]:8443/', '/v1', 'https://[::1]:8443/v1'],
    ['https://[2001:db8::1]', '', 'https://[2001:db8::1]'],
    ['http://127.0.0.1:8181', '', 'http://127.0.0.1:8181'],
    ['https://under_score.example', '', 'https://under_score.example'],
  ]
  test.each(rows)('%s with base path %j is %s', (endpoint, basePath, expected) => {
    const once = normalizeEndpoint(endpoint, basePath)
    expect(once).toBe(expected)
    expect(normalizeEndpoint(once, basePath)).toBe(expected)
  })

  test.each([
    ['h.example'],
    ['ftp://h.example'],
    ['https://'],
    ['https:///x'],
    ['https://u:hunter2@h.example'],
    ['https://@h.example'],
    ['https://h.example?x'],
    ['https://h.example?'],
    ['https://h.example#'],
    ['https://h.example/{x}'],
    ['https://h example'],
    ['https:\\\\h.example'],
    ['https://h..example'],
    ['https://-h.example'],
    ['https://[::1'],
    ['https://h.example:99999'],
    [' https://h.example'],
    [undefined],
  ])('%j is none, and no password is repeated', (endpoint) => {
    const shown = endpoint?.includes('@') ? 'What was given' : JSON.stringify(endpoint ?? 'undefined')
    const message = `${shown} is no endpoint. Write "https://host", with port and path if need be, without user, query or fragment.`
    expect(() => normalizeEndpoint(endpoint as string)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ENDPOINT', message }),
    )
    expect(() => normalizeEndpoint(endpoint as string)).not.toThrow(/hunter2/)
  })
})
