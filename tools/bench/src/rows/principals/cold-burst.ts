// Many first signatures at once on a principal that has no token yet: they share its keys, one look at the metadata, one exchange.
import { fileURLToPath } from 'node:url'
import { withEmulator, type EmulatorProcess, type RequestCounts } from '../../loopback.ts'
import { quantile } from '../../measure.ts'
import { MILLISECONDS, show, type Measurement, type Row } from '../../row.ts'
import { INSTANCE, OTHERS, PLACES, runIn, type MeasuredPrincipal } from './principals.ts'

const COUNT = 10_000
/** A count, not a time: it is the same in every round, or it is wrong. */
const MAX_ROUNDS = 3
const CHILD = fileURLToPath(new URL('../../children/burst.mjs', import.meta.url))
const COUNTED = ['keys', 'metadata', 'calls'] as const

type Counts = Readonly<Record<(typeof COUNTED)[number], number>>

interface Burst extends Counts {
  /** Requests by endpoint, which must be all that came. */
  readonly requests: RequestCounts
  readonly spentMs: number
}

export const measure: Measurement = ({ rounds }) =>
  withEmulator(async (emulator) => {
    const rows: Row[] = []
    for (const principal of [INSTANCE, ...OTHERS]) {
      const bursts: Burst[] = []
      for (let round = 0; round < Math.min(rounds, MAX_ROUNDS); round++) bursts.push(await burst(emulator, principal))
      rows.push(rowOf(principal, bursts))
    }
    return rows
  }, PLACES)

function rowOf({ name, label, cost }: MeasuredPrincipal, bursts: readonly Burst[]): Row {
  const spentMs = quantile(
    bursts.map((each) => each.spentMs),
    0.5,
  )
  // Each round has to be right; the first that is not is shown.
  const isRight = (each: Counts): boolean => COUNTED.every((count) => each[count] === cost[count])
  const shown = bursts.find((each) => !isRight(each)) ?? cost
  return {
    what:
      name === INSTANCE.name
        ? `${COUNT} first signatures at once, ${label}: keys made / metadata rounds / token calls`
        : `  first signatures at once, ${label}`,
    goal: `${inOrder(cost)} (${cost.why})`,
    measured: `${inOrder(shown)} in ${show(spentMs, MILLISECONDS)}`,
    reached: bursts.every(isRight),
    mustHold: true,
    raw: bursts,
  }
}

const inOrder = (counts: Counts): string => COUNTED.map((count) => counts[count]).join(' / ')

/** In a process of its own, with all that is loaded when first used. */
async function burst(emulator: EmulatorProcess, principal: MeasuredPrincipal): Promise<Burst> {
  const { url, requestCounts } = emulator
  const before = await requestCounts()
  const command = [CHILD, principal.name, url, String(COUNT)]
  const made = runIn<{ readonly keys: number; readonly spentMs: number }>(emulator, principal, command)
  const requests = added(before, await requestCounts())
  const countsOf = (isMetadata: boolean): number[] =>
    Object.entries(requests).flatMap(([endpoint, count]) => (endpoint.includes(' /opc/') === isMetadata ? [count] : []))
  const calls = countsOf(false).reduce((sum, count) => sum + count, 0)
  return { ...made, metadata: Math.max(0, ...countsOf(true)), calls, requests }
}

/** Only what came in between. */
const added = (before: RequestCounts, after: RequestCounts): RequestCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([endpoint, count]) => [endpoint, count - (before[endpoint] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  )
