// Connects node:http to the frame: reads a request, has it performed, writes the answer. Whatever arrives, no error leaves this file.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isEmulatorError } from '../../errors.ts'
import { groupHeaders, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { arriveNow } from '../records/arrival.ts'
import type { Judgement } from '../records/recorder.ts'
import { isLocal } from '../endpoint.ts'
import type { Frame } from '../frame.ts'
import { answerInspector } from '../inspector/answer-inspector.ts'
import { errorAnswer, type Answer } from '../service/answer.ts'
import type { StreamedAnswer } from '../service/streamed-answer.ts'
import type { BrokenRequests } from './broken-requests.ts'
import { NOTHING_SIGNED, rejected, rejection } from '../service/examined.ts'
import { finish, performRequest } from '../perform-request.ts'
import { createBodyReader } from './read-body.ts'

/** Far more than any client sends. */
const MAX_HEADERS = 200

export interface ListenerParts {
  /** Ends the waits of faults when the emulator closes. */
  readonly signal: AbortSignal
  /** The inspector is a part of everything, and of nothing else. */
  readonly serves: 'everything' | 'local services' | 'one service'
  readonly broken: BrokenRequests
}

export function createListener(
  frame: Frame,
  { signal, serves, broken }: ListenerParts,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const readBody = createBodyReader(frame.settings.maxBodyBytes)
  const answer = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<Answer | StreamedAnswer | undefined> => {
    const arrival = arriveNow(frame.clock, frame.recorder)
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    const received = receive(incoming)
    const refuseUnread = (status: number) => finish(frame, received, { ...unread(status), arrival })
    const reading = readBody(incoming, (breakBody) => broken.watch({ incoming, outgoing, breakBody }))
    if (incoming.rawHeaders.length > MAX_HEADERS * 2) return refuseUnread(431)
    const read = await reading
    if (read.kind === 'aborted') return undefined
    if (read.kind === 'too-large') return refuseUnread(413)
    if (read.kind === 'busy') return refuseUnread(503)
    const request = { ...received, body: read.body }
    if (read.kind === 'broken') return finish(frame, request, { ...read.broken, arrival })
    if (serves === 'local services' && !isLocal(frame.services, request.target))
      return finish(frame, request, { ...NO_METADATA, arrival })
    const inspected = serves === 'everything' ? answerInspector(request, frame.inspector) : undefined
    if (inspected !== undefined) return inspected
    return performRequest(frame, request, { closing: signal, gone: gone.signal, arrival })
  }
  return (incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy())
    answer(incoming, outgoing)
      .catch((error: unknown) => errorAnswer(500, isEmulatorError(error) ? { message: error.message } : {}))
      .then((result) => write(outgoing, result, frame.clock.now()))
      .catch(() => outgoing.destroy())
  }
}

function receive(incoming: IncomingMessage): ReceivedRequest {
  const { method = '', url = '', rawHeaders } = incoming
  return { method, target: url, headers: groupHeaders(rawHeaders.slice(0, MAX_HEADERS * 2)), body: new Uint8Array() }
}

/** The answer of the plain port beside TLS to all other requests: they are meant to be sent encrypted. */
const NO_METADATA = {
  judgement: rejected(404, 'metadata-not-found').judgement,
  answer: rejection(404, 'metadata-not-found'),
} as const

/** Without the whole request there is nothing to verify. */
const UNREAD: Judgement = {
  verdict: 'refused',
  reason: 'too-large',
  explanation: 'The request is larger than the emulator takes.',
  ...NOTHING_SIGNED,
}

const unread = (status: number): { readonly answer: Answer; readonly judgement: Judgement } => ({
  answer: errorAnswer(status, { headers: { connection: 'close' } }),
  judgement: UNREAD,
})

function write(outgoing: ServerResponse, answer: Answer | StreamedAnswer | undefined, nowMs: number): void {
  if (answer === undefined || outgoing.destroyed) {
    outgoing.destroy()
    return
  }
  outgoing.sendDate = false
  if ('begin' in answer) {
    stream(outgoing, answer, nowMs)
    return
  }
  const { status, headers, body } = answer
  outgoing.writeHead(status, { date: new Date(nowMs).toUTCString(), ...headers, ...lengthOf(answer) })
  outgoing.end(outgoing.req.method === 'HEAD' || status === 204 ? undefined : body)
}

/** Goes on until the reader leaves or the emulator closes, which closes all connections. */
function stream(outgoing: ServerResponse, { status, headers, begin }: StreamedAnswer, nowMs: number): void {
  outgoing.writeHead(status, { date: new Date(nowMs).toUTCString(), ...headers })
  const end = begin({
    write: (text) => outgoing.write(text),
    onDrain: (listener) => void outgoing.on('drain', listener),
    abort: () => void outgoing.destroy(),
  })
  outgoing.once('close', end)
}

/** 204 and 304 have no body and may not state a length. */
const lengthOf = ({ status, body, headers, isLengthUnknown = false }: Answer): Readonly<Record<string, string>> =>
  status === 204 || status === 304 || isLengthUnknown || 'content-length' in headers
    ? {}
    : { 'content-length': String(body.length) }
