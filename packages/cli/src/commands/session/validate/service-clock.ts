// What the answers of a service say of the clock of this machine.
import type { HttpClient } from '@x/http'

/** OCI refuses a request whose date is further off. */
const TOLERATED_MS = 5 * 60_000

export interface ServiceClock {
  readonly httpClient: HttpClient
  /** A sentence where this machine's clock is too far off, by the last answer. */
  warning(): string | undefined
}

/** Looks at what comes through a client. */
export function watchClock(httpClient: HttpClient, now: () => number): ServiceClock {
  let aheadMs = 0
  return {
    httpClient: async (request, options) => {
      const response = await httpClient(request, options)
      const serviceMs = Date.parse(response.headers['date'] ?? '')
      if (!Number.isNaN(serviceMs)) aheadMs = now() - serviceMs
      return response
    },
    warning: () => {
      if (Math.abs(aheadMs) <= TOLERATED_MS) return undefined
      const minutes = Math.round(Math.abs(aheadMs) / 60_000)
      return `Warning: The clock of this machine is ${minutes} min ${aheadMs > 0 ? 'ahead of' : 'behind'} the service's. Set it.`
    },
  }
}
