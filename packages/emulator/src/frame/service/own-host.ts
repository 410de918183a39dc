// Tells whether a Host header names this machine. A page of another site whose name leads here cannot forge that header.
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { isLinkLocalAddress, isLoopbackAddress } from '../../lib/loopback.ts'

/** A name, an IPv4 address or an IPv6 address in brackets; a port may follow. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i
/** Browsers lead every name below `localhost` to this machine and ask no name server. */
const LOCALHOST = /^(?:[a-z0-9-]+\.)*localhost$/

/** Whether the request has one Host, and that is loopback, link-local or among `allowed` (in lower case). */
export function namesThisMachine(request: Pick<ReceivedRequest, 'headers'>, allowed: ReadonlySet<string>): boolean {
  const [, inBrackets, plain] = HOST.exec(headerValue(request, 'host') ?? '') ?? []
  const host = (inBrackets ?? plain)?.toLowerCase()
  if (host === undefined) return false
  if (allowed.has(host) || isLoopbackAddress(host) || isLinkLocalAddress(host)) return true
  return LOCALHOST.test(host)
}
