// Sends a request that was found genuine to the service behind the emulator, and yields what that answers.
import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { MAX_HEADER_BYTES } from '../connections/max-header-bytes.ts'
import { errorAnswer, type Answer } from '../service/answer.ts'
import { headersForClient, headersForUpstream } from './forwarded-headers.ts'
import { GivenUp, whyUnavailable } from './unavailable.ts'

export interface Upstream {
  readonly origin: URL
  /** A longer answer is none. */
  readonly maxBodyBytes: number
  /** Without a byte for so long it counts as silent. */
  readonly silentMs: number
}

/**
 * Never rejects: whatever goes wrong is an answer of status 502. No redirect is followed, that is the client's to do.
 *
 * @param signal - ends it, for nobody waits for the answer any more
 */
export async function forwardRequest(
  upstream: Upstream,
  request: ReceivedRequest,
  signal: AbortSignal,
): Promise<Answer> {
  // A whole address in place of a path would make an upstream that is a proxy ask whatever host the client names.
  if (!request.target.startsWith('/'))
    return errorAnswer(400, { message: 'Only a path is forwarded. Send the request without scheme and host.' })
  try {
    const response = await send(upstream, request, signal)
    const body = await collect(response, upstream.maxBodyBytes)
    return body === undefined ? tooLarge() : answerOf(response, request, body)
  } catch (error) {
    return bad('UpstreamUnavailable', whyUnavailable(upstream.origin, error))
  }
}

/** The answer to what came back from an upstream that leads here. */
export const loopAnswer = (): Answer =>
  bad('UpstreamLoop', 'The request came back to an emulator. Let "upstream" name another service.')

const tooLarge = (): Answer =>
  bad('UpstreamTooLarge', 'The upstream’s answer is longer than "maxBodyBytes". Raise that, or ask for less.')

const bad = (code: string, message: string): Answer => errorAnswer(502, { code, message })

function answerOf(
  { statusCode: status = 0, headers }: IncomingMessage,
  { method }: ReceivedRequest,
  body: Buffer,
): Answer {
  return {
    status,
    headers: headersForClient(headers, method),
    body,
    // What GET would yield may have a length though the upstream does not tell it.
    isLengthUnknown: method === 'HEAD' && headers['content-length'] === undefined,
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
      maxHeaderSize: MAX_HEADER_BYTES,
      // A connection that is kept may be closed by the other side at the moment in which it is used again.
      agent: false,
      signal,
    })
    // Whoever reads the answer is told by that, once it has begun.
    let exchange: ClientRequest | IncomingMessage = sending
    sending.setTimeout(silentMs, () => exchange.destroy(silent(silentMs)))
    sending.once('response', (response) => {
      exchange = response
      if (isFinal(response)) resolve(response)
      else
        sending.destroy(new GivenUp(`answered with the status ${response.statusCode}, which ends nothing`, WRONG_PORT))
    })
    // Without a listener Node closes the connection and says nothing.
    sending.once('upgrade', (_, socket) => {
      socket.destroy()
      reject(new GivenUp('changed the protocol, which nobody asked for', WRONG_PORT))
    })
    sending.on('error', reject)
    sending.end(request.body)
  })
}

const WRONG_PORT = 'Look whether that is the port of an HTTP service.'

const silent = (ms: number): GivenUp => new GivenUp(`was silent for ${ms / 1000} s`, 'Look what holds it up.')

const isFinal = ({ statusCode = 0 }: IncomingMessage): boolean => statusCode >= 200

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
