// The MCP server over real HTTP, with the client of the protocol's own package: each caller acts as themselves.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMcpApp, type McpSettings } from './mcp.ts'

const REGIONS = '/20160918/regions'

let oci: Emulator
let address: URL
let settings: McpSettings
const servers: Server[] = []
beforeAll(async () => {
  oci = await startEmulator()
  const { issuer, audience, url: domainUrl, clientId, clientSecret } = oci.identityDomain
  // A resource for each subject, so that the emulator can tell the callers apart.
  const exchange = { domainUrl, clientId, clientSecret, requestedTokenType: 'rpst', resType: 'mcp' } as const
  settings = { issuer, audience, jwksUrl: `${issuer}/jwks`, exchange, endpoint: oci.url }
  address = await serve(settings)
})
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  await oci.close()
})

async function serve(given: McpSettings): Promise<URL> {
  const server = createServer(createMcpApp(given))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)
}

const tokenOf = (subject: string, options: object = {}): Promise<string> =>
  oci.identityDomain.issueSubjectToken({ subject, ...options })

async function connect(token: string | undefined): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }))
  return client
}

async function listRegions(token: string): Promise<string> {
  const client = await connect(token)
  const result = (await client.callTool({ name: 'list_regions' })) as { content: { text: string }[] }
  await client.close()
  return String(result.content[0]?.text)
}

const callersOfRegions = () => oci.requests.filter(({ path }) => path === REGIONS).map(({ user }) => user)

describe('the MCP server', () => {
  test('asks OCI as whoever calls, however the calls are mixed', async () => {
    const names = ['alice', 'bob', 'carol']
    const tokens = await Promise.all(names.map((name) => tokenOf(name)))
    const answers = await Promise.all([...tokens, ...tokens].map((token) => listRegions(token)))
    for (const answer of answers) expect(JSON.parse(answer)).toContainEqual(expect.objectContaining({ key: 'PHX' }))
    expect(callersOfRegions().sort()).toEqual(['alice', 'alice', 'bob', 'bob', 'carol', 'carol'])
  })

  test.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['an empty one', async () => ''],
    ['one for another server', () => tokenOf('alice', { audience: 'https://elsewhere.example.com' })],
    ['one of another issuer', () => tokenOf('alice', { issuer: 'https://issuer.example.com' })],
    ['one that somebody has changed', async () => (await tokenOf('alice')).replace(/\.[^.]+\./, `.${admin()}.`)],
  ])('lets nobody in with %s, and asks OCI nothing', async (_, tokenFor) => {
    const before = callersOfRegions().length
    await expect(connect(await tokenFor())).rejects.toThrow(/401|invalid_token|Unauthorized/)
    expect(callersOfRegions().length).toBe(before)
  })

  test.each(['GET', 'DELETE'])(
    'has neither streams nor sessions, which a client learns from its answer to %s',
    async (method) => {
      const response = await fetch(address, { method, headers: { authorization: `Bearer ${await tokenOf('alice')}` } })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    },
  )

  test.each([
    ['cannot be reached', 'http://127.0.0.1:1/jwks'],
    ['are not where they were', '{issuer}/nowhere'],
  ])('blames no token while the keys of the issuer %s', async (_, jwksUrl) => {
    const broken = await serve({ ...settings, jwksUrl: jwksUrl.replace('{issuer}', settings.issuer) })
    const headers = { authorization: `Bearer ${await tokenOf('alice')}` }
    expect((await fetch(broken, { method: 'POST', headers })).status).toBe(500)
  })
})

const admin = (): string => Buffer.from(JSON.stringify({ sub: 'admin', exp: 4_000_000_000 })).toString('base64url')
