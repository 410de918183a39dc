// Reads a list that comes in pages: each answer names the next page in the header opc-next-page, and the last one names none.

/** Why a list cannot be read to its end. @see {@link itemsOf} */
export class ListError extends Error {
  override readonly name = 'ListError'
  readonly code: 'ERR_LIST_REFUSED' | 'ERR_LIST_MALFORMED' | 'ERR_LIST_REPEATED'
  /** Of the answer. */
  readonly status: number

  constructor(code: ListError['code'], { status, headers }: Response, text: string) {
    super(`${text} (status ${status}, opc-request-id ${headers.get('opc-request-id')})`)
    this.code = code
    this.status = status
  }
}

export interface ListOptions {
  /** The most items of one answer. @defaultValue what the service takes */
  readonly limit?: number
  readonly signal?: AbortSignal
}

/**
 * The items of a list, one by one. A page is asked for when the one before has been used up, so that who leaves the loop asks for no more.
 *
 * @throws {@link ListError} for an answer that is no list, and for a page that comes a second time: the list would never end
 */
export async function* itemsOf<T>(
  signedFetch: typeof fetch,
  address: string | URL,
  { limit, signal }: ListOptions = {},
): AsyncGenerator<T> {
  const url = new URL(address)
  if (limit !== undefined) url.searchParams.set('limit', String(limit))
  const pages = new Set<string>()
  for (;;) {
    const response = await signedFetch(url, { signal: signal ?? null })
    yield* await readPage<T>(response)
    const next = response.headers.get('opc-next-page')
    if (!next) return
    if (pages.has(next)) throw new ListError('ERR_LIST_REPEATED', response, 'The service names a page again.')
    pages.add(next)
    url.searchParams.set('page', next)
  }
}

/** Older services answer with an array, newer ones with an object that has it as `items`. */
async function readPage<T>(response: Response): Promise<readonly T[]> {
  if (!response.ok) throw new ListError('ERR_LIST_REFUSED', response, 'The service refuses the list.')
  const body = (await response.json().catch(() => undefined)) as T[] | { readonly items?: T[] } | null | undefined
  const items = Array.isArray(body) ? body : body?.items
  if (!Array.isArray(items)) throw new ListError('ERR_LIST_MALFORMED', response, 'The answer is no list.')
  return items
}
