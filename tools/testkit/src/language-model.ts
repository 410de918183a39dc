// A service outside OCI as examples call it: it speaks as OpenAI's does, and takes tokens of the emulator's identity domain.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '@x/emulator'

export interface LanguageModel {
  /** What `OPENAI_BASE_URL` is to be. */
  readonly baseUrl: string
  close(): void
}

export async function startLanguageModel(oci: Emulator): Promise<LanguageModel> {
  const server = createServer((request, response) => {
    void subjectOf(request.headers.authorization, oci).then((subject) => {
      const isAsked = request.method === 'POST' && request.url === '/v1/chat/completions'
      const status = subject === undefined ? 401 : isAsked ? 200 : 404
      const answer = { choices: [{ message: { role: 'assistant', content: `You are ${subject}.` } }] }
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(status === 200 ? answer : { error: { code: status } }))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Who the token speaks for; `undefined` unless the domain has signed it and it has not ended. */
async function subjectOf(authorization: string | undefined, oci: Emulator): Promise<string | undefined> {
  const [head, claims, signature] = (/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '').split('.')
  if (!claims || !signature) return undefined
  const response = await fetch(`${oci.identityDomain.url}/admin/v1/SigningCert/jwk`)
  const { keys } = (await response.json()) as { keys: JsonWebKey[] }
  const key = createPublicKey({ key: keys[0] as JsonWebKey, format: 'jwk' })
  const isGenuine = verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))
  const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; exp: number }
  return isGenuine && exp * 1000 > oci.clock.now() ? sub : undefined
}
