// The table that a run prints: runtime × group, with what passed, what differed as it may, and what failed; pure.
import type { Json } from '../../suite/case.ts'
import { countByGroup, total, type Count, type Judged } from '../judge.ts'

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

/** Of one runtime: where more fail, they mostly fail for one reason. */
const MAX_SHOWN = 8
const MAX_CHARACTERS = 300

const shown = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)} …` : text
}

/** A paragraph for each case that failed, and how many more there are. */
export function failures(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if ('broken' in outcome) return [`${outcome.title}: ${outcome.broken}`]
    if ('missing' in outcome) return []
    const failed = outcome.judged
      .filter(({ verdict }) => verdict === 'failed')
      .map((one) => failure(outcome.title, one))
    const more = failed.length - MAX_SHOWN
    return more > 0 ? [...failed.slice(0, MAX_SHOWN), `${outcome.title}: ${more} more`] : failed
  })
}

function failure(title: string, { group, name, observed, expected, difference }: Judged): string {
  const why = difference ? ` (${difference.why})` : ''
  const wanted = shown(difference?.expected ?? expected)
  return `${title}, ${group}: ${name}\n  expected ${wanted}${why}\n  observed ${shown(observed)}`
}
