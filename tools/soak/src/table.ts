// The rows of the soak as a table for people.
import { textTable } from '../../bench/src/text-table.ts'
import type { Row } from './row.ts'

const HEAD = ['what', 'seen', 'promised', 'verdict'] as const

const verdictOf = ({ promise, broken }: Row): string =>
  promise === undefined ? '–' : broken === undefined ? 'kept' : 'BROKEN'

const cellsOf = (row: Row): readonly string[] => [row.what, row.seen, row.promise ?? '–', verdictOf(row)]

export const table = (rows: readonly Row[]): string => textTable(HEAD, rows.map(cellsOf))
