// The option `soft`: performs what the signature alone speaks against, and leaves the verdict in the record as it was.
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { Frame } from '../frame.ts'
import type { Examined } from '../service/examined.ts'
import { namesThisMachine } from '../service/own-host.ts'
import { claimedPrincipal } from './claimed-principal.ts'

/** Only what a service offers to perform nevertheless, which none does that gives out tokens or keys. */
export function letThrough(frame: Frame, request: ReceivedRequest, examined: Examined): Examined {
  const { respondUnverified } = examined
  if (!frame.settings.soft || respondUnverified === undefined || mayBeAPage(frame, request)) return examined
  const principal = claimedPrincipal(request, frame.tenancy.names)
  return { ...examined, respond: () => respondUnverified(principal), letThrough: true }
}

/** A page of another site can send requests here, but sign none: what is let through unsigned must not come from one. */
function mayBeAPage({ settings }: Frame, request: ReceivedRequest): boolean {
  if (!namesThisMachine(request, settings.allowedHosts)) return true
  if (settings.cors) return false
  const site = headerValue(request, 'sec-fetch-site') ?? 'none'
  return request.headers.has('origin') || !['none', 'same-origin'].includes(site)
}
