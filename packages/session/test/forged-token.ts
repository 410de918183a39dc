// Tokens that no service has issued, and a service that answers with them.
import { createHttpClient, type HttpClient } from '@x/http'

type Claims = Readonly<Record<string, unknown>>

/** The token with other claims, under the signature of before: nobody but the service can tell. */
export function forged(token: string, change: (claims: Claims) => Claims): string {
  const [head, body, signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(String(body), 'base64url').toString()) as Claims
  return [head, Buffer.from(JSON.stringify(change(claims))).toString('base64url'), signature].join('.')
}

/** Asks the service, and puts another token in the place of the one that comes. */
export function answering(
  change: (token: string) => string,
  headers: Readonly<Record<string, string>> = {},
): HttpClient {
  const client = createHttpClient()
  return async (request, options) => {
    const answer = await client(request, options)
    const { token } = answer.json() as { readonly token: string }
    const json = { token: change(token) }
    return {
      status: answer.status,
      headers: { ...answer.headers, ...headers },
      body: Buffer.from(JSON.stringify(json)),
      text: () => JSON.stringify(json),
      json: () => json,
    }
  }
}
