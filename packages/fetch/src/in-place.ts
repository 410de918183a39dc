// Where a signed fetch finds out that a call is its own, once it stands in the place of the global fetch.

/** Passes a call on unsigned if it is one that a signed fetch made; `undefined` for a call of the program. */
export type PassOn = (
  owner: object,
  fetchBefore: typeof fetch,
  ...call: Parameters<typeof fetch>
) => Promise<Response> | undefined

/** Empty until a signed fetch is, or is reached through, the global one. */
export const inPlace: { passOn?: PassOn } = {}
