// What goes to https goes through TLS and comes back through it: axios before 1.16.1 hands such a request to an HTTP proxy in clear
// text, and newer ones take the answer of a proxy that opens no tunnel for the service's. Refused here, where axios has decided on the
// way, so that its own reading of proxy options, HTTPS_PROXY and NO_PROXY counts.
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { CleartextProxyError, ProxyAnswerError } from './errors.ts'

/** The part of `node:https` that axios's http adapter sends with. */
export interface NodeTransport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest
}

/**
 * @param inner - what sends: the caller's own transport, or `node:https`
 * @returns a transport for https requests that throws a {@link CleartextProxyError} instead of handing one to a proxy, and that ends
 * a request with a {@link ProxyAnswerError} where the answer did not come through TLS
 */
export const tunnelled = (inner: NodeTransport): NodeTransport => ({
  request(options, onResponse) {
    const { path, hostname, port } = options
    // The whole address in place of a path is meant for a proxy; through a tunnel goes the path alone.
    if (!path?.startsWith('/')) throw new CleartextProxyError(`${hostname}:${port}`)
    const request = inner.request(options, (response) => {
      if ((response.socket as TLSSocket).encrypted) onResponse(response)
      else request.destroy(new ProxyAnswerError(Number(response.statusCode)))
    })
    return request
  },
})
