// Counts by name: kept while a run goes on, and put into words when it is over.

export type Counts = Readonly<Record<string, number>>

export function addOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** As `4 × slow, 3 × reset`: the largest first. */
export function listed(counts: Counts): string {
  const entries = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one)
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} × ${name}`).join(', ')
}

export function picked(counts: Counts, isWanted: (name: string) => boolean): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => isWanted(name)))
}
