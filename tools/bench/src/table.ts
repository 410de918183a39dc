// The rows as a table for people.
import type { Row } from './row.ts'

export const HEAD = ['what', 'goal', 'measured: median (p10 – p90)', 'verdict'] as const

export const verdictOf = ({ reached }: Row): string => (reached === undefined ? '–' : reached ? 'ok' : 'missed')

export const cellsOf = (row: Row): readonly string[] => [row.what, row.goal ?? '–', row.measured, verdictOf(row)]

/** As wide as its widest cells. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)]
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
