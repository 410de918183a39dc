// Answers with a page of a list, as the query asks for it: narrowed down, sorted and cut.
import { invalidParameter, jsonAnswer, type Answer } from '../answer.ts'
import { filterItems, type Filtered } from './filter.ts'
import { pageOf } from './page.ts'
import { sortItems, type Sorted } from './sort.ts'

export type Listed<Item extends object> = Filtered<Item> & Partial<Pick<Sorted<Item>, 'sorts'>>

export function listAnswer<Item extends object>(listed: Listed<Item>, query: URLSearchParams): Answer {
  const kept = filterItems(listed, query)
  if (typeof kept === 'string') return invalidParameter(kept)
  const { sorts } = listed
  const sorted = sorts === undefined ? kept : sortItems({ items: kept, sorts }, query)
  if (typeof sorted === 'string') return invalidParameter(sorted)
  const page = pageOf(sorted, query)
  if (typeof page === 'string') return invalidParameter(page)
  return jsonAnswer(200, page.items, page.next === undefined ? {} : { 'opc-next-page': page.next })
}
