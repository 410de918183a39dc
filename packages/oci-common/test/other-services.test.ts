// Services whose clients send and read in ways of their own: tokens of the identity data plane, and answers that are streamed.
import { generateKeyPairSync, createPublicKey } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { verifyRequest } from '@x/signer/verify'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { GenerativeAiInferenceClient, type models, type requests } from 'oci-generativeaiinference'
import { DataplaneClient } from 'oci-identitydataplane'
import { describe, expect, test } from 'vitest'
import { createOciHttpClient } from '../src/index.ts'
import { silenceWarnings, withoutPauses } from './clients.ts'

const oci = emulated()
const servers = useServers()
silenceWarnings()

test('the identity data plane gives a session for a public key', async () => {
  const client = new DataplaneClient({ httpClient: createOciHttpClient(apiKeySigner(oci())) })
  client.endpoint = oci().url
  const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  })
  const generateUserSecurityTokenDetails = { publicKey: String(publicKey), sessionExpirationInMinutes: 5 }
  const { securityToken } = await client.generateUserSecurityToken({ generateUserSecurityTokenDetails })
  expect(securityToken.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  const refused = client.generateUserSecurityToken({
    generateUserSecurityTokenDetails: { ...generateUserSecurityTokenDetails, publicKey: 'none' },
  })
  expect(await rejectionOf(refused)).toMatchObject({ statusCode: 400 })
})

describe('the inference service', () => {
  const message = (said: string): models.UserMessage => ({
    role: 'USER',
    content: [{ type: 'TEXT', text: said } as models.TextContent],
  })
  const chat = (said: string, isStream: boolean): requests.ChatRequest => ({
    chatDetails: {
      compartmentId: oci().tenancy,
      servingMode: { servingType: 'ON_DEMAND', modelId: 'a-model' } as models.OnDemandServingMode,
      chatRequest: { apiFormat: 'GENERIC', isStream, messages: [message(said)] } as models.GenericChatRequest,
    },
  })

  /** Answers only what is signed, body and all; `answer` gets the body. */
  const clientOf = async (
    answer: (body: string, response: ServerResponse) => void,
  ): Promise<GenerativeAiInferenceClient> => {
    const key = createPublicKey(oci().apiKey.pem)
    const listener = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = await text(incoming)
      const { method = '', url = '', headers } = incoming
      const verdict = await verifyRequest({ method, url, headers, body }, async () => key, {
        host: String(headers.host),
      })
      if (verdict.verified) answer(body, response)
      else
        response
          .writeHead(401, { 'content-type': 'application/json' })
          .end(JSON.stringify({ code: verdict.reason, message: verdict.reason }))
    }
    const client = new GenerativeAiInferenceClient(
      { httpClient: createOciHttpClient(apiKeySigner(oci())) },
      { retryConfiguration: withoutPauses },
    )
    client.endpoint = await servers.http((incoming, response) => void listener(incoming, response))
    return client
  }

  test('answers a chat', async () => {
    const bodies: string[] = []
    const client = await clientOf((body, response) => {
      bodies.push(body)
      const chatResponse = { apiFormat: 'GENERIC', timeCreated: '2026-11-29T00:00:00Z', choices: [] }
      response.writeHead(200, { 'content-type': 'application/json', 'opc-request-id': 'A' })
      response.end(JSON.stringify({ modelId: 'a-model', modelVersion: '1', chatResponse }))
    })
    const answered = await client.chat(chat('Grüße', false))
    expect(answered).toMatchObject({ chatResult: { modelId: 'a-model' }, opcRequestId: 'A' })
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ chatRequest: { messages: [{ content: [{ text: 'Grüße' }] }] } })
  })

  test('streams a chat, event by event', async () => {
    let goOn = (): void => {}
    const client = await clientOf((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {"text":"one"}\n\n')
      goOn = () => response.end('data: {"text":"two"}\n\n')
    })
    const stream = (await client.chat(chat('go', true))) as ReadableStream<Uint8Array>
    const reader = stream.getReader()
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
    expect(await read()).toBe('data: {"text":"one"}\n\n')
    goOn()
    expect(await read()).toBe('data: {"text":"two"}\n\n')
    expect((await reader.read()).done).toBe(true)
  })
})
