// The rows of the benchmark as a table for people.
import type { Row } from './row.ts'

export const HEAD = ['what', 'goal', 'measured: median (p10 – p90)', 'verdict'] as const

export const verdictOf = ({ reached }: Row): string => (reached === undefined ? '–' : reached ? 'ok' : 'missed')

export const cellsOf = (row: Row): readonly string[] => [row.what, row.goal ?? '–', row.measured, verdictOf(row)]

/** As text for a terminal: each column as wide as its widest cell. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const text = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const [head = '', ...rest] = lines.map(text)
  return [head, text(widths.map((width) => '─'.repeat(width))), ...rest].join('\n')
}
