// Which service errors a decision covers: a table from HTTP status to OCI error codes.

/** HTTP status → error codes; an empty list means any code. @public */
export type StatusTable = Readonly<Record<number, readonly string[]>>

/** The status and code pairs that are worth another attempt by default, besides every 5xx but 501. @public */
export const DEFAULT_RETRY_ON: StatusTable = /* @__PURE__ */ Object.freeze({
  409: /* @__PURE__ */ Object.freeze(['IncorrectState', 'LockConflict']),
  429: /* @__PURE__ */ Object.freeze([]),
})

/** What counts against a service's health. */
export const TRANSIENT: StatusTable = { ...DEFAULT_RETRY_ON, 500: [], 502: [], 503: [], 504: [] }

/** What a write that has not yet reached every replica looks like to the next call. */
export const EVENTUAL_CONSISTENCY: StatusTable = {
  400: ['RelatedResourceNotAuthorizedOrNotFound', 'InsufficientServicePermissions', 'ResourceDisabled'],
  404: ['NotAuthorizedOrNotFound'],
  409: ['NotAuthorizedOrResourceAlreadyExists', 'ResourceAlreadyExists'],
}

/** `undefined` when the table has no row for this status; a row that exists decides either way. */
export function inTable(table: StatusTable, status: number, code: string | undefined): boolean | undefined {
  const codes = Object.hasOwn(table, status) ? table[status] : undefined
  if (codes === undefined) return undefined
  return codes.length === 0 || (code !== undefined && codes.includes(code))
}
