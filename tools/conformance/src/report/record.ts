// What is kept of a run, in docs/runtimes.json: enough for the tables in the documents, and to see whether they still hold. Pure.
import type { Json } from '../../suite/case.ts'
import { countByGroup, type Judged } from '../judge.ts'
import type { Runtime } from '../runtimes.ts'

export interface RunRecord {
  readonly label: string
  readonly loads: Runtime['loads']
  readonly version: string
  /** Day of the run, `2026-11-21`. */
  readonly date: string
  /** How many cases did as everywhere, and how many as the table of differences says. */
  readonly groups: Readonly<Record<string, { readonly same: number; readonly differs: number }>>
  /** `group: why` → how many cases. */
  readonly differences: Readonly<Record<string, number>>
  /** Form of a private key → `yes`, or the reason why not. */
  readonly keys: Readonly<Record<string, string>>
}

/** By the runtime's id. */
export type Records = Readonly<Record<string, RunRecord>>

/** A case of this group that expects it is about a form of a key. */
const OPENS: Json = 'signs'

export function recordOf(
  { label, loads }: Runtime,
  run: { readonly version: string; readonly date: string; readonly judged: readonly Judged[] },
): RunRecord {
  const { version, date, judged } = run
  const groups = Object.entries(countByGroup(judged)).map(([group, { same, differs }]) => [group, { same, differs }])
  const forms = judged.filter(({ group, expected }) => group === 'keys' && expected === OPENS)
  return {
    label,
    loads,
    version,
    date,
    groups: Object.fromEntries(groups) as RunRecord['groups'],
    differences: countReasons(judged),
    keys: Object.fromEntries(forms.map(({ name, observed }) => [name, cellOf(observed)])),
  }
}

function countReasons(judged: readonly Judged[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { group, verdict, difference } of judged) {
    if (verdict !== 'differs' || !difference) continue
    const reason = `${group}: ${difference.why}`
    counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

function cellOf(observed: Json): string {
  if (observed === OPENS) return 'yes'
  if (typeof observed === 'string') return observed.startsWith('absent') ? '–' : observed
  const { reason, code } = observed as { readonly reason?: string; readonly code?: string }
  return `\`${reason ?? code}\``
}

/** The new records in the order of the runtimes; one that did not run stays as it was. */
export const merge = (before: Records, now: Records, runtimes: readonly Pick<Runtime, 'id'>[]): Records =>
  Object.fromEntries(
    runtimes.flatMap(({ id }) => {
      const record = now[id] ?? before[id]
      return record ? [[id, record]] : []
    }),
  )

/** The runtimes whose record no longer says what was observed; version and day may be others. */
export function outdated(before: Records, now: Records): readonly string[] {
  const lasting = (record: RunRecord): string => JSON.stringify({ ...record, version: '', date: '' })
  return Object.entries(now)
    .filter(([id, record]) => !before[id] || lasting(before[id]) !== lasting(record))
    .map(([id]) => id)
}
