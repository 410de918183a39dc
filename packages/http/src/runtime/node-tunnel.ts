// Tunnels to https services by a proxy: opened with CONNECT, kept, and used again. Nothing but a 2xx opens one.
import { request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest, type AgentOptions, type RequestOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { ProxyError } from '../errors/proxy-error.ts'
import { proxyCredentials, proxyOptions, type ProxyTrust } from './node-proxy.ts'
import { placeOf } from './node-request.ts'
import type { Exchange } from './transport.ts'

/** By which proxy a tunnel leads, and for whose call it is opened. */
export interface Tunnel extends Pick<Exchange, 'method' | 'url' | 'signal' | 'progress'> {
  readonly proxy: URL
}

/** Options of a request that goes through a {@link TunnelAgent}. */
export interface TunnelledOptions extends RequestOptions {
  readonly tunnel: Tunnel
}

type OnTunnel = (error: Error | null, socket?: Duplex | null) => void

/**
 * Keeps a pool for each proxy and service.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.6
 */
export class TunnelAgent extends Agent {
  readonly #trust: ProxyTrust

  constructor(options: AgentOptions, trust: ProxyTrust) {
    super(options)
    this.#trust = trust
  }

  override getName(options: TunnelledOptions): string {
    return `${super.getName(options)}:${options.tunnel.proxy.href}`
  }

  override createConnection(options: TunnelledOptions, callback: OnTunnel): undefined {
    openTunnel(options.tunnel, this.#trust, (error, socket) => {
      if (error) return callback(error)
      const secured = { ...options, socket }
      callback(null, super.createConnection(secured))
    })
  }
}

function openTunnel({ proxy, method, url, signal, progress }: Tunnel, trust: ProxyTrust, done: OnTunnel): void {
  const authority = `${url.hostname}:${placeOf(url).port}`
  const open = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  const request = open({
    ...proxyOptions(proxy, trust),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, connection: 'keep-alive', ...proxyCredentials(proxy) },
    agent: false,
  })
  const abort = (): void => void request.destroy(new Error('The call was ended.'))
  signal.addEventListener('abort', abort)
  request.once('close', () => signal.removeEventListener('abort', abort))
  request.on('error', done)
  request.once('connect', ({ statusCode = NaN }, socket, head) => {
    // In TLS no server speaks first: what follows the head already is the proxy's own, too.
    const isOpen = statusCode >= 200 && statusCode <= 299 && head.length === 0
    if (!isOpen) {
      socket.destroy()
      return done(new ProxyError({ method, url: url.href }, proxy, statusCode))
    }
    progress.tunnelled()
    done(null, socket)
  })
  request.end()
}
