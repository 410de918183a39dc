// Which headers a signature covers, and in which order.

/** @public */
export interface HeaderListOptions {
  /**
   * Signed with every request. Must hold `(request-target)`, one of `date` and `x-date`, and `host` unless `requireHost` is off.
   * With `opc-request-id` in it, a request that has none gets a fresh one, so that no two signatures are the same.
   *
   * @defaultValue `['date', '(request-target)', 'host']`
   */
  readonly genericHeaders?: readonly string[] | undefined
  /** Signed with POST, PUT and PATCH besides. @defaultValue `['content-length', 'content-type', 'x-content-sha256']` */
  readonly bodyHeaders?: readonly string[] | undefined
  /** `false` allows a `genericHeaders` without `host`: such a request can be replayed to another service. @defaultValue true */
  readonly requireHost?: boolean | undefined
}

export interface HeaderLists {
  readonly generic: readonly string[]
  /** The one of `generic` that is the date. */
  readonly date: string
  readonly body: readonly string[]
  /** Adds headers that the lists name and the request may lack. */
  readonly complete?: (headers: Record<string, string>) => void
}

/** The lists of the official SDKs. */
export const DEFAULT_LISTS: HeaderLists = {
  generic: ['date', '(request-target)', 'host'],
  date: 'date',
  body: ['content-length', 'content-type', 'x-content-sha256'],
}
