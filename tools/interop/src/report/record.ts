// What is kept of a run, in docs/interop.json: enough for the tables in docs/interop.md, and to see whether they still hold. Pure.
import type { Judged } from '../judge/judge.ts'

/** `accepted`, or the number of the known defect. */
type Ending = string

export const ACCEPTED: Ending = 'accepted'

export interface ClientRecord {
  readonly title: string
  /** `oci` → `2.189.0`. */
  readonly versions: Readonly<Record<string, string>>
  /** Day of the run, `2026-11-21`. */
  readonly date: string
  /** Id of the mechanism → situation → how it ended. */
  readonly mechanisms: Readonly<Record<string, Readonly<Record<string, Ending>>>>
}

/** By the client's id. */
export type Records = Readonly<Record<string, ClientRecord>>

/** Of cases that all ended as they should. */
export function recordOf(
  title: string,
  run: {
    readonly versions: Readonly<Record<string, string>>
    readonly date: string
    readonly judged: readonly Judged[]
  },
): ClientRecord {
  const mechanisms: Record<string, Record<string, Ending>> = {}
  for (const { mechanism, situation, defect } of run.judged)
    (mechanisms[mechanism] ??= {})[situation] = defect?.number ?? ACCEPTED
  return { title, versions: run.versions, date: run.date, mechanisms }
}

/** The new records in the order of the columns; a client that did not run stays as it was. */
export const merge = (before: Records, now: Records, ids: readonly string[]): Records =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const record = now[id] ?? before[id]
      return record ? [[id, record]] : []
    }),
  )

/** Sentences about what is recorded otherwise than it was observed; versions and day may be others. */
export function outdated(before: Records, now: Records): readonly string[] {
  return Object.entries(now).flatMap(([id, record]) => {
    const recorded = casesOf(before[id])
    const observed = casesOf(record)
    const titles = [...new Set([...recorded.keys(), ...observed.keys()])]
    return titles
      .filter((title) => recorded.get(title) !== observed.get(title))
      .map((title) => {
        const [was, is] = [recorded, observed].map((cases) => cases.get(title) ?? 'absent')
        return `${record.title}, ${title}: recorded as ${was}, observed as ${is}`
      })
  })
}

function casesOf(record: ClientRecord | undefined): ReadonlyMap<string, Ending> {
  const mechanisms = Object.entries(record?.mechanisms ?? {})
  return new Map(
    mechanisms.flatMap(([mechanism, situations]) =>
      Object.entries(situations).map(([situation, ending]) => [`${mechanism}: ${situation}`, ending] as const),
    ),
  )
}
