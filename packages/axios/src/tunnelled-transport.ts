// axios before 1.16.1 hands an https request to an HTTP proxy as it is, in clear text: it opens no tunnel. Refused here, where axios has
// decided on the way, so that its own reading of proxy options, HTTPS_PROXY and NO_PROXY counts.
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { CleartextProxyError } from './errors.ts'

/** The part of `node:https` that axios's http adapter sends with. */
export interface NodeTransport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest
}

/**
 * @param inner - what sends: the caller's own transport, or `node:https`
 * @returns a transport for https requests that throws a {@link CleartextProxyError} instead of handing one to a proxy
 */
export const tunnelled = (inner: NodeTransport): NodeTransport => ({
  request(options, onResponse) {
    const { path, hostname, port } = options
    // The whole address in place of a path is meant for a proxy; through a tunnel goes the path alone.
    if (!path?.startsWith('/')) throw new CleartextProxyError(`${hostname}:${port}`)
    return inner.request(options, onResponse)
  },
})
