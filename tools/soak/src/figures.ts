// What a run tells without promising it.
import { listed } from './counts.ts'
import type { Row } from './row.ts'
import type { SoakReport } from './soak.ts'

/** The value that a part of `ascending`, 0 to 1, stays at or below. */
export function quantile(ascending: ArrayLike<number>, part: number): number {
  const rank = Math.max(1, Math.ceil(part * ascending.length))
  return ascending[rank - 1] ?? Number.NaN
}

export function figuresOf({ settings, client, principal, server }: SoakReport): readonly Row[] {
  const { durationMs, latenciesMs } = client
  const ms = (part: number): string => `${quantile(latenciesMs, part).toFixed(0)} ms`
  return [
    { what: 'faults of the metadata and auth services', seen: listed(server.identityFaults) },
    { what: 'retries of requests by cause', seen: listed(client.retries) },
    { what: 'session key pairs', seen: String(principal.keyPairs) },
    { what: 'renewals of the principal', seen: `${principal.renewals}, and ${principal.failedRenewals} failed` },
    {
      what: 'duration, rate',
      seen: `${(durationMs / 1000).toFixed(1)} s, ${((settings.requests / durationMs) * 1000).toFixed(0)} requests/s`,
    },
    { what: 'a request, its retries and waits included', seen: `p50 ${ms(0.5)}, p99 ${ms(0.99)}, max ${ms(1)}` },
  ]
}
