// Decides which proxy a call goes through, if any.
import type { Environment } from '@x/kernel'
import { InvalidProxyError } from '../errors/option-errors.ts'
import { canonicalHost, inNetwork } from './ip-address.ts'

/** An address, `false` for none, `undefined` for what the environment says. */
export type ProxyOption = string | URL | false | undefined

/** This machine and its neighbours, where instance metadata and the proxy of a cluster's workloads live. */
const DIRECT_NETWORKS = ['127.0.0.0/8', '169.254.0.0/16', '::1', 'fd00:c1::/32', 'fe80::/10']

/** True for hosts that no proxy may ever see: credentials of instances and clusters are fetched from them. */
export function isDirectHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '')
  return /(^|\.)localhost$/.test(host) || DIRECT_NETWORKS.some((network) => inNetwork(host, network))
}

/**
 * @throws {@link InvalidProxyError} `ERR_INVALID_PROXY`
 */
export function proxyFor(url: URL, option: ProxyOption, env: Environment): URL | undefined {
  if (option === false || isDirectHost(url.hostname)) return undefined
  if (option !== undefined) return parseProxy(String(option), 'proxy')
  const found = fromEnvironment(url, env)
  return found === undefined || isExempt(url, env) ? undefined : parseProxy(found.value, found.name)
}

function fromEnvironment({ protocol }: URL, env: Environment): { name: string; value: string } | undefined {
  const lower = `${protocol.slice(0, -1)}_proxy`
  // A web server hands a client's `Proxy` header to its CGI programs under this name.
  const names = lower === 'http_proxy' && env['REQUEST_METHOD'] ? [lower] : [lower, lower.toUpperCase()]
  for (const name of names) {
    const value = env[name]?.trim()
    if (value) return { name, value }
  }
  return undefined
}

/** Whether `NO_PROXY` exempts `url`: names with their sub-domains, addresses, networks, all of them with or without a port. */
function isExempt(url: URL, env: Environment): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = url.hostname.replace(/\.$/, '')
  const entries = (env['no_proxy'] || env['NO_PROXY'] || '').toLowerCase().split(/[\s,]+/)
  return entries.some((entry) => entry !== '' && matchesEntry(entry, host, port))
}

function matchesEntry(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return inNetwork(host, entry)
  const [, name = entry, ownPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? []
  if (ownPort !== undefined && ownPort !== port) return false
  const domain = canonicalHost(name.replace(/^\*?\./, ''))
  return domain !== undefined && (host === domain || host.endsWith(`.${domain}`) || inNetwork(host, domain))
}

function parseProxy(text: string, source: string): URL {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
    // What cannot be decoded cannot be told to the proxy.
    decodeURIComponent(url.username + url.password)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {
    // Without the cause, which quotes the address.
  }
  throw new InvalidProxyError(source)
}
