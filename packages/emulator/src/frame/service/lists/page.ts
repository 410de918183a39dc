// Cuts lists into pages as OCI does: `limit` and `page` in, `opc-next-page` out.

const MAX_LIMIT = 1000
const DEFAULT_LIMIT = 100

interface Page<Item> {
  readonly items: readonly Item[]
  /** What `page` has to be for the items that follow; `undefined` when none do. */
  readonly next: string | undefined
}

/** @returns what is wrong with the query when it names no page */
export function pageOf<Item>(all: readonly Item[], query: URLSearchParams): Page<Item> | string {
  const limit = limitOf(query, DEFAULT_LIMIT)
  if (typeof limit === 'string') return limit
  const start = parsePage(query.get('page'))
  if (start === undefined) return 'page is not a value of opc-next-page'
  const end = start + limit
  return { items: all.slice(start, end), next: end < all.length ? formatPage(end) : undefined }
}

/** @returns what is wrong with `limit` when it is no number of items */
export function limitOf(query: URLSearchParams, byDefault: number): number | string {
  const text = query.get('limit')
  if (text === null) return byDefault
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return limit >= 1 && limit <= MAX_LIMIT ? limit : `limit must be an integer from 1 to ${MAX_LIMIT}`
}

const formatPage = (start: number): string => Buffer.from(`from:${start}`).toString('base64url')

/** `undefined` for what was never given out. */
function parsePage(token: string | null): number | undefined {
  if (token === null) return 0
  const start = Number(/^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'))?.[1])
  return formatPage(start) === token ? start : undefined
}
