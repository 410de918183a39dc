// Answers bytes that Node's parser refuses as HTTP, with an error body like OCI's. Earlier requests on the connection get their answers first.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerRequestId } from '../../lib/ids.ts'
import type { Judgement } from '../records/recorder.ts'
import { errorAnswer, type Answer } from '../service/answer.ts'
import { rejected } from '../service/examined.ts'

/** The last request on a connection. `breakBody` tells its reader that the rest of its body cannot come. */
interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly breakBody: (broken: BrokenRequest) => void
}

export interface BrokenRequest {
  readonly answer: Answer
  readonly judgement: Judgement
}

export class BrokenRequests {
  readonly #now: () => number
  readonly #last = new WeakMap<Duplex, Exchange>()
  /** The parser reports an error again for each piece that arrives after the first error. */
  readonly #answered = new WeakSet<Duplex>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Has to be called for each request; calls `breakBody` when the body of that request is broken. */
  watch(exchange: Exchange): void {
    this.#last.set(exchange.incoming.socket, exchange)
  }

  answer(error: Error & { code?: string }, socket: Duplex): void {
    // A client that closed the connection gets no answer.
    if (!socket.writable || this.#answered.has(socket)) return
    this.#answered.add(socket)
    const broken = examineBroken(error)
    const last = this.#last.get(socket)
    if (last === undefined || last.outgoing.writableFinished) this.#write(socket, broken.answer)
    // Answers go out in the order of the requests: when the last one has gone, all have.
    else if (last.incoming.complete) last.outgoing.once('close', () => this.#write(socket, broken.answer))
    else last.breakBody(broken)
  }

  #write(socket: Duplex, { status, headers, body }: Answer): void {
    if (!socket.writable) return
    const lines = Object.entries({
      date: new Date(this.#now()).toUTCString(),
      ...headers,
      'content-length': String(body.length),
      'opc-request-id': answerRequestId(undefined),
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`), body]),
    )
  }
}

/** The statuses with which Node itself answers these errors when no listener does. */
const STATUS: ReadonlyMap<string | undefined, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])

function examineBroken({ code, message }: Error & { code?: string }): BrokenRequest {
  const status = STATUS.get(code)
  const { judgement } = rejected(status ?? 400, 'broken-request', message)
  const { reason, explanation } = judgement
  const details = { headers: { connection: 'close' }, emulator: { reason, explanation } }
  const answer =
    status === undefined
      ? errorAnswer(400, { ...details, code: 'CannotParseRequest', message: 'The request is incorrectly formatted.' })
      : errorAnswer(status, details)
  return { answer, judgement }
}
