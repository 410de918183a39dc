// What every connection to a proxy needs: its place, its trust, its credentials.
import type { AgentOptions, RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import { placeOf } from './node-request.ts'

/** Whom a proxy with TLS has to be vouched for by: as for services, but it is shown no client certificate. */
export type ProxyTrust = Pick<AgentOptions, 'ca' | 'minVersion' | 'rejectUnauthorized'>

export function proxyOptions(proxy: URL, trust: ProxyTrust): RequestOptions {
  const place = placeOf(proxy)
  // Else Node would take the name in the Host header for the proxy's, which is the service's.
  return { ...trust, ...place, servername: isIP(place.hostname) === 0 ? place.hostname : '' }
}

/** @see https://www.rfc-editor.org/rfc/rfc7617.html */
export function proxyCredentials({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  return { 'proxy-authorization': `Basic ${credentials.toString('base64')}` }
}
