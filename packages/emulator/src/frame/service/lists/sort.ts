// Puts a list in the order that `sortBy` and `sortOrder` ask for.
import { choiceOf } from './choice.ts'

export interface Sorted<Item extends object> {
  readonly items: readonly Item[]
  /** What `sortBy` can be, and the member of text by which the items are then sorted; without `sortOrder` a time begins with the newest. */
  readonly sorts: Readonly<Record<string, keyof Item>>
}

const TIME = 'TIMECREATED'
const ORDERS = ['ASC', 'DESC'] as const

/** @returns what is wrong with the query when it asks for no order that there is */
export function sortItems<Item extends object>(
  { items, sorts }: Sorted<Item>,
  query: URLSearchParams,
): readonly Item[] | string {
  const by = choiceOf(query, 'sortBy', Object.keys(sorts))
  if (typeof by === 'object') return by.wrong
  const order = choiceOf(query, 'sortOrder', ORDERS)
  if (typeof order === 'object') return order.wrong
  if (by === undefined && order === undefined) return items
  const member = sorts[by ?? TIME]
  if (member === undefined) return items
  const ascending = items.toSorted((a, b) => compare(String(a[member]), String(b[member])))
  const isDescending = order === undefined ? by === TIME : order === 'DESC'
  // What was made in the same millisecond stays in the order in which it was made.
  return isDescending ? ascending.toReversed() : ascending
}

/** By the letters' codes: as OCI's order by name, this tells upper case from lower. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
