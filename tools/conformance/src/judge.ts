// Judges observations by what was expected, and by the table of what differs; pure.
import { isDeepStrictEqual } from 'node:util'
import { titleOf, type Observation } from '../suite/case.ts'
import type { Difference } from '../suite/differences.ts'
import type { Runtime } from './runtimes.ts'

export type Verdict = 'same' | 'differs' | 'failed'

export interface Judged extends Observation {
  readonly verdict: Verdict
  /** The row of the table that allows what was observed, or would have had to. */
  readonly difference?: Difference
}

export function judge(
  observations: readonly Observation[],
  { traits }: Pick<Runtime, 'traits'>,
  differences: readonly Difference[],
): readonly Judged[] {
  const rows = differences.filter(({ where }) => traits.includes(where))
  return observations.map((one): Judged => {
    const matching = rows.filter(({ cases }) => cases.test(titleOf(one)))
    if (matching.length > 1) throw new Error(`several rows of the table speak of "${titleOf(one)}"`)
    const [difference] = matching
    if (!difference) return { ...one, verdict: isDeepStrictEqual(one.observed, one.expected) ? 'same' : 'failed' }
    const isAsTold = isDeepStrictEqual(one.observed, difference.expected)
    return { ...one, verdict: isAsTold ? 'differs' : 'failed', difference }
  })
}

/** Rows that spoke of no case in any of the runtimes that they are about: leftovers. */
export function unusedRows(
  differences: readonly Difference[],
  runs: readonly { readonly traits: Runtime['traits']; readonly judged: readonly Judged[] }[],
): readonly Difference[] {
  return differences.filter((row) => {
    const about = runs.filter(({ traits }) => traits.includes(row.where))
    return about.length > 0 && !about.some(({ judged }) => judged.some(({ difference }) => difference === row))
  })
}

export interface Count {
  readonly same: number
  readonly differs: number
  readonly failed: number
}

/** By group, in the order of the cases. */
export function countByGroup(judged: readonly Judged[]): Readonly<Record<string, Count>> {
  const counts: Record<string, Count> = {}
  for (const { group, verdict } of judged) {
    const count = counts[group] ?? { same: 0, differs: 0, failed: 0 }
    counts[group] = { ...count, [verdict]: count[verdict] + 1 }
  }
  return counts
}

export function total(counts: Readonly<Record<string, Count>>): Count {
  return Object.values(counts).reduce(
    (sum, { same, differs, failed }) => ({
      same: sum.same + same,
      differs: sum.differs + differs,
      failed: sum.failed + failed,
    }),
    { same: 0, differs: 0, failed: 0 },
  )
}
