// Cuts lists into pages as OCI does: `limit` and `page` in, `opc-next-page` out.
import { invalidParameter, jsonAnswer, type Answer } from './answer.ts'

const MAX_LIMIT = 1000
const DEFAULT_LIMIT = 100

/** A list, and the names of the query parameters by which it is filtered: an item stays when its member of that name is equal. */
export interface Filtered<Item extends object> {
  readonly items: readonly Item[]
  readonly filters: readonly string[]
}

export function pageAnswer<Item extends object>(
  { items: all, filters }: Filtered<Item>,
  query: URLSearchParams,
): Answer {
  const limit = parseLimit(query.get('limit'))
  if (limit === undefined) return invalidParameter(`limit must be an integer from 1 to ${MAX_LIMIT}`)
  const start = parsePage(query.get('page'))
  if (start === undefined) return invalidParameter('page is not a value of opc-next-page')
  const wanted = filters.flatMap((name) => query.getAll(name).map((value) => [name, value] as const))
  const items = all.filter((item) => {
    const members = new Map(Object.entries(item))
    return wanted.every(([name, value]) => members.get(name) === value)
  })
  const end = start + limit
  const headers = end < items.length ? { 'opc-next-page': formatPage(end) } : {}
  return jsonAnswer(200, items.slice(start, end), headers)
}

function parseLimit(text: string | null): number | undefined {
  if (text === null) return DEFAULT_LIMIT
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return limit >= 1 && limit <= MAX_LIMIT ? limit : undefined
}

const formatPage = (start: number): string => Buffer.from(`from:${start}`).toString('base64url')

function parsePage(token: string | null): number | undefined {
  if (token === null) return 0
  const match = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'))
  return match === null ? undefined : Number(match[1])
}
