// Tables for people: a row for each item, or for each member of a single one.
import { withoutControls } from './redact.ts'

/** @param columns - members in their order. Default: all that any item has */
export function tableOf(data: unknown, columns?: readonly string[]): string {
  if (Array.isArray(data)) return ofItems(data, columns)
  if (typeof data !== 'object' || data === null) return cell(data)
  const members = columns ?? Object.keys(data)
  return aligned(members.map((name) => [name, cell(Reflect.get(data, name))]))
}

function ofItems(items: readonly unknown[], columns: readonly string[] | undefined): string {
  if (items.every((item) => Object(item) !== item)) return items.map(cell).join('\n')
  const records = items.map((item) => Object(item) as Record<string, unknown>)
  const members = columns ?? [...new Set(records.flatMap((record) => Object.keys(record)))]
  return aligned([members.map(headOf), ...records.map((record) => members.map((name) => cell(record[name])))])
}

/** `expiresAt` → `EXPIRES AT`. */
const headOf = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()

/** As `isoTime` writes them; people read them as they stand in sentences. */
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/

function cell(value: unknown): string {
  if (value === undefined || value === null) return '-'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return withoutControls(text.replace(TIME, '$1 $2 UTC')).replaceAll(/\s+/g, ' ')
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
