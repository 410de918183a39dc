// The promises of a soak, each judged from the books of both sides: rows that have to hold.
import { quantile } from '../measure.ts'
import { MEBIBYTES, perSecond, show, type Row } from '../row.ts'
import type { ServerReport } from './books.ts'
import type { ClientReport } from './client.ts'
import { plannedFaults, type Counts, type Plan } from './plan.ts'

/** Everything that is known of a run. */
export interface SoakReport {
  readonly plan: Plan
  readonly client: ClientReport
  readonly principal: { readonly renewals: number; readonly failedRenewals: number }
  readonly server: ServerReport & { readonly rotations: number }
  readonly clockJumps: number
  /** What no caller sees: rejections nobody handles, exceptions nobody catches, warnings. */
  readonly troubles: readonly string[]
}

/** What revocations, rotations and jumps of the clock lead to, and what is left of a reason under a fault that cut the answer. */
const EXPLAINED: ReadonlySet<string> = new Set([
  'token-revoked',
  'token-expired',
  'certificate-revoked',
  'clock-skew',
  'fault',
])

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** As `3 × reset, 4 × slow`, by name. */
const listed = (counts: Counts): string =>
  Object.entries(counts)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ') || 'none'

const promised = (what: string, goal: string, measured: string, reached: boolean): Row => ({
  what,
  goal,
  measured,
  reached,
  mustHold: true,
  raw: measured,
})

export function rowsOf({ plan, client, principal, server, clockJumps, troubles }: SoakReport): readonly Row[] {
  const { requests } = plan
  const [proved, planned] = [total(client.proved), listed(plannedFaults(plan))]
  const happened = [server.tokens, server.revocations, server.rotations, clockJumps]
  const rows = [
    promised(
      `soak: of ${requests} requests under faults, those with an answer proved to be theirs`,
      'all',
      `${proved}: ${listed(client.proved)}; lost: ${listed(client.losses)}`,
      proved === requests,
    ),
    promised(
      'the same by the books of the server',
      'all',
      `${server.answered}, ${server.received} arrivals`,
      server.answered === requests,
    ),
    promised('401s that reached the caller', 'none', String(client.refused), client.refused === 0),
    promised(
      '401s of the server',
      'by what was planned, none by a foreign key',
      listed(server.refusals),
      Object.keys(server.refusals).every((reason) => EXPLAINED.has(reason)),
    ),
    promised('faults of requests', planned, listed(server.faults), listed(server.faults) === planned),
    promised(
      'tokens issued / revoked / certificate rotations / clock jumps',
      '≥ 2 / 1 / 1 / 2',
      happened.join(' / '),
      [2, 1, 1, 2].every((least, index) => (happened[index] ?? 0) >= least),
    ),
    promised(
      'unhandled rejections, uncaught exceptions, warnings',
      'none',
      [troubles.length, ...troubles.slice(0, 5)].join('; '),
      troubles.length === 0,
    ),
    growth(
      'growth of the heap after collection',
      2,
      client.memory.map(({ heapBytes }) => heapBytes),
    ),
    growth(
      'growth of the resident set',
      32,
      client.memory.map(({ rssBytes }) => rssBytes),
    ),
    {
      what: 'a request, its retries and waits included',
      measured:
        `p50 ${client.latencyMs.p50} ms, p99 ${client.latencyMs.p99} ms, max ${client.latencyMs.max} ms; ` +
        `${perSecond(requests, client.spentMs)}; retries: ${listed(client.retries)}; ` +
        `${principal.renewals} renewals, and ${principal.failedRenewals} failed`,
      raw: { client, principal },
    },
  ]
  return rows.map((row, index) => (index === 0 ? row : { ...row, what: `  ${row.what}` }))
}

/** From the third quarter of a run to the last: in the first half caches, pools and compiled code come to their size. */
function growth(what: string, mostMib: number, bytes: readonly number[]): Row {
  const [half, last] = [Math.floor(bytes.length / 2), Math.floor((bytes.length * 3) / 4)]
  const grown = quantile(bytes.slice(last), 0.5) - quantile(bytes.slice(half, last), 0.5)
  return promised(what, `≤ ${mostMib} MiB`, show(grown, MEBIBYTES), grown <= mostMib * MEBIBYTES.size)
}
