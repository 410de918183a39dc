// A line of the report: what was seen, and what was promised of it.

export interface Row {
  readonly what: string
  readonly seen: string
  /** Absent for what is only told. */
  readonly promise?: string
  /** The sentence that says how the promise was broken; absent when it was kept. */
  readonly broken?: string | undefined
}

type Counts = Readonly<Record<string, number>>

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** As `3 resets, 4 slow`: each name with its number, the largest first. */
export function listed(counts: Counts): string {
  const entries = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one)
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} × ${name}`).join(', ')
}

export function picked(counts: Counts, isWanted: (name: string) => boolean): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => isWanted(name)))
}
