// One request by a proxy: to its absolute address for http, through a tunnel for https.
import { Agent as HttpAgent, type AgentOptions, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { ProxyError } from '../errors/proxy-error.ts'
import { proxyCredentials, proxyOptions, type ProxyTrust } from './node-proxy.ts'
import { placeOf, sendRequest, type Departure } from './node-request.ts'
import { TunnelAgent, type TunnelledOptions } from './node-tunnel.ts'
import type { Exchange } from './transport.ts'

export type ProxiedExchange = Exchange & { readonly proxy: URL }
export type SendByProxy = (exchange: ProxiedExchange, departure: Departure) => Promise<IncomingMessage>

/** @param tls - for services; `ca` and `rejectUnauthorized` also decide whether a proxy with TLS is trusted */
export function createSendByProxy(keepAlive: AgentOptions, tls: HttpsAgent['options']): SendByProxy {
  const { ca, minVersion, rejectUnauthorized } = tls
  const trust: ProxyTrust = { ca, minVersion, rejectUnauthorized }
  const tunnels = new TunnelAgent({ ...keepAlive, ...tls }, trust)
  const agents = { 'http:': new HttpAgent(keepAlive), 'https:': new HttpsAgent(keepAlive) }
  return async (exchange, departure) => {
    if (exchange.url.protocol === 'https:') return sendRequest(tunnelled(exchange, tunnels), departure)
    const agent = exchange.proxy.protocol === 'https:' ? agents['https:'] : agents['http:']
    return ownAnswerRefused(exchange, await sendRequest({ ...forwarded(exchange, trust), agent }, departure))
  }
}

function tunnelled({ method, url, headers, proxy, signal, progress }: ProxiedExchange, agent: TunnelAgent) {
  const tunnel = { method, url, proxy, signal, progress }
  const options: TunnelledOptions = { ...placeOf(url), method, path: url.pathname + url.search, headers, agent, tunnel }
  return options
}

/** The proxy gets the absolute address, and its own credentials beside the headers of the call. */
function forwarded({ method, url, headers, proxy }: ProxiedExchange, trust: ProxyTrust): RequestOptions {
  const path = url.origin + url.pathname + url.search
  return {
    ...proxyOptions(proxy, trust),
    method,
    path,
    headers: { host: url.host, ...proxyCredentials(proxy), ...headers },
  }
}

/** Of the answers to a forwarded request only this one is known to be the proxy's own. */
function ownAnswerRefused({ method, url, proxy }: ProxiedExchange, response: IncomingMessage): IncomingMessage {
  if (response.statusCode !== 407) return response
  response.destroy()
  throw new ProxyError({ method, url: url.href }, proxy, 407)
}
