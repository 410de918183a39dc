// Which variables of proxies are set, and which would count for an address. Pure.
import { isLoopbackHost } from '@x/kernel'
import type { Facts } from './facts/facts.ts'

export interface Proxy {
  /** `--proxy`, or the name of the variable; absent where none is set. */
  readonly name?: string
  /** Without credentials; absent where it is none, or none is used for this address. */
  readonly address?: string
  readonly isFaulty: boolean
}

const NONE: Proxy = { isFaulty: false }

/** @param url - of the service */
export function proxyOf(url: string, { proxy, env }: Pick<Facts, 'proxy' | 'env'>): Proxy {
  const { protocol, hostname } = new URL(url)
  if (isLoopbackHost(hostname)) return NONE
  const lower = `${protocol.slice(0, -1)}_proxy`
  const name = proxy === undefined ? [lower, lower.toUpperCase()].find((each) => env[each]?.trim()) : '--proxy'
  if (name === undefined) return NONE
  const address = addressOf((proxy ?? env[name] ?? '').trim())
  return address === undefined ? { name, isFaulty: true } : { name, address, isFaulty: false }
}

/** A host with a port is enough. */
function addressOf(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).origin : undefined
}
