// The table that a run prints: runtime × group, with what passed, what differed as it may, and what failed; pure.
import { countByGroup, total, type Count, type Judged } from './judge.ts'

/** A runtime that ran, or why it did not. */
export type Outcome =
  | { readonly title: string; readonly judged: readonly Judged[] }
  | { readonly title: string; readonly missing: string }
  | { readonly title: string; readonly broken: string }

/** `175 +8 !1`: 175 as everywhere, 8 as the table of differences says, 1 failed. */
function cellOf({ same, differs, failed }: Count): string {
  return [String(same), differs > 0 && `+${differs}`, failed > 0 && `!${failed}`].filter(Boolean).join(' ')
}

export function consoleTable(outcomes: readonly Outcome[]): string {
  const ran = outcomes.flatMap((outcome) => ('judged' in outcome ? [outcome] : []))
  const groups = [...new Set(ran.flatMap(({ judged }) => judged.map(({ group }) => group)))]
  const rows = outcomes.map((outcome): readonly string[] => {
    if ('missing' in outcome) return [outcome.title, `not run: ${outcome.missing}`]
    if ('broken' in outcome) return [outcome.title, `FAILED: ${outcome.broken.split('\n')[0]}`]
    const counts = countByGroup(outcome.judged)
    return [outcome.title, ...groups.map((group) => cellOf(counts[group] ?? total({}))), cellOf(total(counts))]
  })
  const lines = [['', ...groups, 'all'], ...rows]
  // The words of a runtime that did not run may be as long as they like.
  const widths = lines[0]?.map((_, i) =>
    Math.max(...lines.map((row) => (row.length > 2 || i === 0 ? (row[i] ?? '').length : 0))),
  )
  return lines
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths?.[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One paragraph for each case that failed. */
export function failures(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if ('broken' in outcome) return [`${outcome.title}: ${outcome.broken}`]
    if ('missing' in outcome) return []
    return outcome.judged
      .filter(({ verdict }) => verdict === 'failed')
      .map(({ group, name, observed, expected, difference }) => {
        const wanted = JSON.stringify(difference?.expected ?? expected)
        const allowed = difference ? ` (${difference.why})` : ''
        return `${outcome.title}, ${group}: ${name}\n  expected ${wanted}${allowed}\n  observed ${JSON.stringify(observed)}`
      })
  })
}
