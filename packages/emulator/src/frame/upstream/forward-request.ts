// Sends a request that was found genuine to the service behind the emulator, and yields what that answers.
import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { errorAnswer, type Answer } from '../service/answer.ts'
import { headersForClient, headersForUpstream, wentThrough } from './forwarded-headers.ts'

export interface Upstream {
  readonly origin: URL
  /** A longer answer is none. */
  readonly maxBodyBytes: number
  /** Without a byte for so long it counts as silent. */
  readonly silentMs: number
}

/** Never rejects: whatever goes wrong is an answer of status 502. No redirect is followed, that is the client's to do. */
export async function forwardRequest(
  upstream: Upstream,
  request: ReceivedRequest,
  signal: AbortSignal,
): Promise<Answer> {
  if (wentThrough(request))
    return bad('UpstreamLoop', 'The request came back to an emulator. Let "upstream" name another service.')
  // A whole address in place of a path would make an upstream that is a proxy ask whatever host the client names.
  if (!request.target.startsWith('/'))
    return errorAnswer(400, { message: 'Only a path is forwarded. Send the request without scheme and host.' })
  try {
    const response = await send(upstream, request, signal)
    const body = await collect(response, upstream.maxBodyBytes)
    if (body === undefined)
      return bad(
        'UpstreamTooLarge',
        'The upstream’s answer is longer than "maxBodyBytes". Raise that, or ask for less.',
      )
    const { statusCode: status = 0 } = response
    if (status < 200)
      return bad('UpstreamUnavailable', `The upstream answered with the status ${status}, which ends nothing.`)
    return { status, headers: headersForClient(response.headers, request.method), body }
  } catch (error) {
    return bad('UpstreamUnavailable', `${sentenceOf(upstream, error)} Look whether it runs there.`)
  }
}

function send({ origin, silentMs }: Upstream, request: ReceivedRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = open(origin, {
      // Brackets belong to the address, not to the host.
      hostname: origin.hostname.replace(/^\[|\]$/g, ''),
      port: origin.port,
      method: request.method,
      path: request.target,
      headers: { ...headersForUpstream(request, origin.host) } as Record<string, string | string[]>,
      // A connection that is kept may be closed by the other side at the moment in which it is used again.
      agent: false,
      signal,
    })
    sending.setTimeout(silentMs, () => sending.destroy(new Error(`It was silent for ${silentMs / 1000} s.`)))
    sending.once('response', resolve)
    // Without a listener Node closes the connection and says nothing.
    sending.once('upgrade', (_, socket) => {
      socket.destroy()
      reject(new Error('It changed the protocol, which nobody asked for.'))
    })
    sending.once('error', reject)
    sending.end(request.body)
  })
}

const open = (origin: URL, options: RequestOptions): ClientRequest =>
  origin.protocol === 'https:' ? requestHttps(options) : requestHttp(options)

/** `undefined` when it is longer. Rejects when it ends too early. */
async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += (chunk as Buffer).length
    if (length > maxBytes) {
      response.destroy()
      return undefined
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks, length)
}

const bad = (code: string, message: string): Answer => errorAnswer(502, { code, message })

function sentenceOf({ origin }: Upstream, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return `The upstream ${origin.origin} gave no answer (${code ?? message}).`
}
