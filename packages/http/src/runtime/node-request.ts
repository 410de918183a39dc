// One request by Node's own client: what axios would do with it, without the time that axios takes to load.
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'

/** Sends `options`; calls back when the head of the response is there. */
export type OpenRequest = (options: RequestOptions, onResponse: (response: IncomingMessage) => void) => ClientRequest

/** How a request leaves. */
export interface Departure {
  readonly open: OpenRequest
  readonly signal: AbortSignal
  /** Hands over the body and ends the request. */
  readonly writeBody: (request: ClientRequest) => void
}

/** The head of the response, its body still to be read. Redirects are responses like others. */
export function sendRequest(options: RequestOptions, { open, signal, writeBody }: Departure): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = open(options, resolve)
    const abort = (): void => void request.destroy(new Error('The call was ended.'))
    signal.addEventListener('abort', abort)
    request.once('close', () => signal.removeEventListener('abort', abort))
    // It stays: what fails after the response shows in its body, and must not be an error that nobody listens to.
    request.on('error', reject)
    writeBody(request)
  })
}

/** Where a socket leads for `url`: an IPv6 address without its brackets. */
export function placeOf({ protocol, hostname, port }: URL): { protocol: string; hostname: string; port: number } {
  const byDefault = protocol === 'https:' ? 443 : 80
  return { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port: Number(port || byDefault) }
}
