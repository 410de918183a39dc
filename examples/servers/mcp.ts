// An MCP server over HTTP that acts for its callers: what a tool asks of OCI is signed as whoever called it, and as nobody else.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { createCallerSigners, type CallerExchangeOptions, type CallerSigners } from '@x/auth-federation'
import { createSignedFetch } from '@x/fetch'
import express, { type Express } from 'express'
import { createRemoteJWKSet, jwtVerify, type JWTVerifyOptions } from 'jose'

export interface McpSettings {
  /** Who issues the callers' tokens, and the audience by which they mean this server. */
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
  /** The identity domain that exchanges them: it has to trust the issuer, and to name the same audience. */
  readonly exchange: CallerExchangeOptions
  /** Of OCI's identity service, e.g. `https://identity.us-phoenix-1.oci.oraclecloud.com`. */
  readonly endpoint: string
}

export function createMcpApp(settings: McpSettings): Express {
  const callers = createCallerSigners({ exchange: settings.exchange })
  const app = express()
  app.post('/mcp', requireBearerAuth({ verifier: tokenVerifier(settings) }), async (req, res) => {
    // Without sessions: nothing that a client sends, such as the id of a session, decides who it is.
    const server = createTools(callers, settings.endpoint)
    const transport = new StreamableHTTPServerTransport({})
    res.on('close', () => void server.close())
    await server.connect(transport)
    await transport.handleRequest(req, res)
  })
  app.all('/mcp', (_, res) => void res.set('allow', 'POST').sendStatus(405))
  return app
}

/** What jose says of a token. Keys that cannot be had say nothing of it, and a new one would not help. */
const OF_TOKEN = /^ERR_(JW[ST]_|JOSE_(?!GENERIC)|JWKS_NO_)/

/** A token that was issued for another server is no proof of who calls this one. */
function tokenVerifier({ jwksUrl, issuer, audience }: McpSettings) {
  const keys = createRemoteJWKSet(new URL(jwksUrl))
  const expected: JWTVerifyOptions = { issuer, audience, requiredClaims: ['sub', 'exp'] }
  return {
    async verifyAccessToken(token: string) {
      const { payload } = await jwtVerify(token, keys, expected).catch((cause: unknown) => {
        const { code } = Object(cause) as { code?: unknown }
        throw OF_TOKEN.test(String(code)) ? new InvalidTokenError(`The token cannot be used: ${String(code)}.`) : cause
      })
      return { token, clientId: String(payload.sub), scopes: [], expiresAt: Number(payload.exp) }
    },
  }
}

function createTools(callers: CallerSigners, endpoint: string): McpServer {
  const server = new McpServer({ name: 'oci-regions', version: '1.0.0' })
  server.registerTool('list_regions', { description: 'Lists the regions of OCI.' }, async ({ authInfo, signal }) => {
    // Anew for each call: the signer ends with the caller's token.
    const signedFetch = createSignedFetch(await callers.signerFor(authInfo?.token ?? ''))
    const response = await signedFetch(`${endpoint}/20160918/regions`, { signal })
    return { isError: !response.ok, content: [{ type: 'text', text: await response.text() }] }
  })
  return server
}
