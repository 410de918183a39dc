// The promises of a run, each judged from the books of both sides.
import { listed, picked, total } from './counts.ts'
import { growthOf, isTooMuch, LEAST_JUDGED, type Growth } from './memory-growth.ts'
import type { MemorySample } from './memory.ts'
import type { Row } from './row.ts'
import type { SoakReport } from './soak.ts'

type Judge = (report: SoakReport) => Row

const WRONG_KEY: ReadonlySet<string> = new Set(['wrong-key', 'signature-mismatch'])
/** What revocations and rotations lead to, and what is left of a reason under a fault that cut the answer. */
const EXPLAINED: ReadonlySet<string> = new Set(['token-revoked', 'token-expired', 'certificate-revoked', 'fault'])

const nothingLost: Judge = ({ settings: { requests }, client: { proved, provedBy, losses } }) => ({
  what: 'requests with an answer proved to be theirs',
  seen: `${proved} of ${requests} (${provedBy.axios} by axios, ${provedBy.fetch} by fetch)`,
  promise: 'all',
  broken: proved === requests ? undefined : `${requests - proved} requests were lost: ${listed(losses)}.`,
})

const bothSidesAgree: Judge = ({ settings: { requests }, server: { received, answered, answeredIds } }) => ({
  what: 'the same by the books of the server',
  seen: `${answeredIds} answered; ${received} arrivals, ${answered} whole answers`,
  promise: 'all',
  broken:
    answeredIds === requests
      ? undefined
      : `The server answered ${answeredIds} different requests in whole, but there were ${requests}.`,
})

const noRefusalReachesTheCaller: Judge = ({ client: { refused } }) => ({
  what: '401s that reached the caller',
  seen: String(refused),
  promise: 'none',
  broken: refused === 0 ? undefined : `A 401 reached the caller ${times(refused)}.`,
})

const noWrongKey: Judge = ({ server: { refusals, exchangeRefusals } }) => {
  const isWrong = (reason: string): boolean => WRONG_KEY.has(reason)
  const wrong = [picked(refusals, isWrong), picked(exchangeRefusals, isWrong)] as const
  const count = total(wrong[0]) + total(wrong[1])
  return {
    what: 'signatures by a wrong key, as the server saw it',
    seen: String(count),
    promise: 'none',
    broken:
      count === 0
        ? undefined
        : `The server saw a signature that does not fit ${times(count)} (APIs: ${listed(wrong[0])}; auth service: ${listed(wrong[1])}).`,
  }
}

const refusalsAreExplained: Judge = ({ server: { refusals, exchangeRefusals } }) => {
  const isOdd = (reason: string): boolean => !EXPLAINED.has(reason) && !WRONG_KEY.has(reason)
  const odd = [picked(refusals, isOdd), picked(exchangeRefusals, isOdd)] as const
  return {
    what: '401s the server gave',
    seen: `${listed(refusals)}; auth service: ${listed(exchangeRefusals)}`,
    promise: 'revoked or expired only',
    broken:
      total(odd[0]) + total(odd[1]) === 0
        ? undefined
        : `The server refused for reasons that no revocation explains (APIs: ${listed(odd[0])}; auth service: ${listed(odd[1])}).`,
  }
}

const nothingUnhandled: Judge = ({ troubles: { count, seen } }) => ({
  what: 'unhandled rejections, uncaught exceptions, warnings',
  seen: String(count),
  promise: 'none',
  broken: count === 0 ? undefined : `Something went unhandled ${times(count)}: ${seen.join('; ')}.`,
})

const faultsAsPlanned: Judge = ({ planned, server: { faults } }) => ({
  what: 'faults of requests',
  seen: listed(faults),
  promise: 'as planned',
  broken:
    listed(faults) === listed(planned)
      ? undefined
      : `The server's faults were not those of the seed: ${listed(faults)}, where ${listed(planned)} were planned.`,
})

const atLeast =
  (what: string, least: number, countOf: (report: SoakReport) => number): Judge =>
  (report) => ({
    what,
    seen: String(countOf(report)),
    promise: `${least} or more`,
    broken:
      countOf(report) >= least
        ? undefined
        : `The run says little: ${what}: ${countOf(report)}. Give it more time with --spread-seconds.`,
  })

const MIB = 2 ** 20

const memoryIsFlat =
  (what: string, mostMib: number, bytesOf: (sample: MemorySample) => number): Judge =>
  ({ settings: { requests }, client: { memory } }) => {
    const growth = growthOf(memory, requests, bytesOf)
    const promise = `line rises ≤ ${mostMib} MiB`
    if (growth === undefined) return { what, seen: `not judged below ${LEAST_JUDGED} requests` }
    const seen = slopeText(growth)
    const broken = isTooMuch(growth, mostMib * MIB) ? `Memory grows (${what}): ${seen}; ${promise}.` : undefined
    return { what, seen, promise, broken }
  }

const slopeText = ({ perX, within, samples, riseBytes }: Growth): string =>
  `${perX.toFixed(1)} ± ${within.toFixed(1)} B a request, ${(riseBytes / MIB).toFixed(2)} MiB in ${samples} samples`

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

export const PROMISES: readonly Judge[] = [
  nothingLost,
  bothSidesAgree,
  noRefusalReachesTheCaller,
  noWrongKey,
  refusalsAreExplained,
  faultsAsPlanned,
  atLeast('tokens issued', 2, ({ server }) => server.tokensIssued),
  atLeast('certificate rotations', 1, ({ server }) => server.rotations),
  atLeast('tokens revoked', 1, ({ server }) => server.revocations),
  nothingUnhandled,
  memoryIsFlat('heap after collection', 2, ({ heapBytes }) => heapBytes),
  memoryIsFlat('resident set', 32, ({ rssBytes }) => rssBytes),
]
