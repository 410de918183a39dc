// One request by Node's own client: what axios would do with it, without the time that axios takes to load.
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Exchange } from './transport.ts'

/** Sends `options`; calls back when the head of the response is there. */
export type OpenRequest = (options: RequestOptions, onResponse: (response: IncomingMessage) => void) => ClientRequest

/** What goes out, apart from the exchange. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>
  readonly agent: RequestOptions['agent']
  /** Hands over the body and ends the request. */
  readonly writeBody: (request: ClientRequest) => void
}

/** The head of the response, its body still to be read. Redirects are responses like others. */
export function sendDirectly(
  { method, url, signal }: Exchange,
  { headers, agent, writeBody }: Outgoing,
  open: OpenRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const { protocol, hostname, port, pathname, search } = url
    const host = hostname.replace(/^\[|\]$/g, '')
    const options = { method, protocol, hostname: host, port, path: pathname + search, headers, agent }
    const request = open(options, resolve)
    const abort = (): void => void request.destroy(new Error('The call was ended.'))
    signal.addEventListener('abort', abort, { once: true })
    request.once('close', () => signal.removeEventListener('abort', abort))
    // It stays: what fails after the response shows in its body, and must not be an error that nobody listens to.
    request.on('error', reject)
    writeBody(request)
  })
}
