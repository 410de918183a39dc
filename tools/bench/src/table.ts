// The rows of the benchmark as a table for people.
import type { Row } from './row.ts'
import { textTable } from './text-table.ts'

export const HEAD = ['what', 'goal', 'measured: median (p10 – p90)', 'verdict'] as const

export const verdictOf = ({ reached }: Row): string => (reached === undefined ? '–' : reached ? 'ok' : 'missed')

export const cellsOf = (row: Row): readonly string[] => [row.what, row.goal ?? '–', row.measured, verdictOf(row)]

export const table = (rows: readonly Row[]): string => textTable(HEAD, rows.map(cellsOf))
