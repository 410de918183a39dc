// The rows as a table for people.
import type { Row } from './row.ts'

const HEAD = ['what', 'seen', 'promised', 'verdict'] as const

const verdictOf = ({ promise, broken }: Row): string =>
  promise === undefined ? '–' : broken === undefined ? 'kept' : 'BROKEN'

/** As wide as its widest cells. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map((row) => [row.what, row.seen, row.promise ?? '–', verdictOf(row)])]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const [head, ...body] = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [head, rule, ...body].map((line) => line?.trimEnd()).join('\n')
}
