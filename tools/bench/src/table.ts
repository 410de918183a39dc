// The rows as a table for people.
import type { Row } from './row.ts'

const HEAD = ['what', 'goal', 'measured: median (p10 – p90)', 'verdict'] as const

export const verdictOf = ({ reached }: Row): string => (reached === undefined ? '–' : reached ? 'ok' : 'missed')

/** As wide as its widest cells. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map((row) => [row.what, row.goal ?? '–', row.measured, verdictOf(row)])]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
