// A service that speaks as OpenAI's does, verifies each request, takes no signature twice, and misbehaves when told to.
import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '@x/emulator'
import { memoryReplayStore, verifyRequest, type Verified } from '@x/signer/verify'

/** What the next request gets: an error, a redirect, or an answer that begins and does not go on. */
export type Mishap = { readonly status: number } | { readonly redirectTo: string } | 'stall' | 'silence'

export interface ModelServer {
  readonly baseURL: string
  /** The requests that were genuine, in their order. */
  readonly verified: readonly Verified[]
  /** Why others were not. */
  readonly refused: readonly string[]
  /** What came as `CompartmentId`. */
  readonly compartments: readonly unknown[]
  next(...mishaps: Mishap[]): void
  /** Once the client has closed the connection of a request that was not answered to its end. */
  readonly hungUp: Promise<void>
  close(): Promise<void>
}

const WORDS = ['Signed', ' by', ' OCI.']

/** @param afterEach - called before each answer, to move the clock for instance */
export async function startModelServer(oci: Emulator, afterEach = (): void => {}): Promise<ModelServer> {
  const publicKey = createPublicKey(oci.apiKey.pem)
  const keyId = `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`
  const seen = memoryReplayStore()
  const verified: Verified[] = []
  const refused: string[] = []
  const compartments: unknown[] = []
  const mishaps: Mishap[] = []
  let hangUp = (): void => {}
  const hungUp = new Promise<void>((resolve) => void (hangUp = resolve))
  let host = ''

  const server = createServer(async (request, response) => {
    response.once('close', () => response.writableFinished || hangUp())
    const body = await bytesOf(request)
    const { method = '', url = '', headersDistinct: headers } = request
    const verdict = await verifyRequest(
      { method, url, headers, body },
      async (id) => (id === keyId ? publicKey : undefined),
      { host, seen },
    )
    afterEach()
    if (!verdict.verified) {
      refused.push(verdict.reason)
      return json(response, 401, { error: { message: verdict.reason } })
    }
    verified.push(verdict)
    compartments.push(request.headers['compartmentid'])
    const mishap = mishaps.shift()
    if (mishap) return misbehave(response, mishap)
    const { stream } = JSON.parse(body.toString()) as { stream?: boolean }
    return stream ? streamWords(response) : json(response, 200, completion(WORDS.join('')))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseURL: `http://${host}/v1`,
    verified,
    refused,
    compartments,
    next: (...more) => void mishaps.push(...more),
    hungUp,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function misbehave(response: ServerResponse, mishap: Mishap): void {
  if (mishap === 'silence') return
  if (mishap === 'stall') return void startStream(response).write(piece(String(WORDS[0])))
  if ('redirectTo' in mishap) return void response.writeHead(307, { location: mishap.redirectTo }).end()
  // What the libraries read, so that they try again at once.
  response.setHeader('retry-after-ms', '1').setHeader('retry-after', '0')
  json(response, mishap.status, { error: { message: 'Try again.' } })
}

function streamWords(response: ServerResponse): void {
  startStream(response)
  for (const word of WORDS) response.write(piece(word))
  response.end(`${piece('', 'stop')}data: [DONE]\n\n`)
}

const startStream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' })

function piece(content: string, finish_reason: string | null = null): string {
  const choice = { index: 0, delta: { role: 'assistant', content }, finish_reason }
  return `data: ${JSON.stringify({ ...envelope('chat.completion.chunk'), choices: [choice] })}\n\n`
}

const completion = (content: string) => ({
  ...envelope('chat.completion'),
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 },
})

const envelope = (object: string) => ({ id: 'chatcmpl-1', object, created: 1, model: 'openai.gpt-oss-120b' })

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
