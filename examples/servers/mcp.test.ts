// The MCP server over real HTTP, with the client of the protocol's own package: each caller acts as themselves.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMcpApp } from './mcp.ts'

const REGIONS = '/20160918/regions'

let oci: Emulator
let server: Server
let address: URL
beforeAll(async () => {
  oci = await startEmulator()
  const { issuer, audience, url: domainUrl, clientId, clientSecret } = oci.identityDomain
  // A resource for each subject, so that the emulator can tell the callers apart.
  const exchange = { domainUrl, clientId, clientSecret, requestedTokenType: 'rpst', resType: 'mcp' } as const
  const app = createMcpApp({ issuer, audience, jwksUrl: `${issuer}/jwks`, exchange, endpoint: oci.url })
  server = createServer(app)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await oci.close()
})

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
})

const admin = (): string => Buffer.from(JSON.stringify({ sub: 'admin', exp: 4_000_000_000 })).toString('base64url')
