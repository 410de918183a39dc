// Enumerations stay open: what the service adds later is a value, not an error.

/** The values that are known, and any other text. @public */
export type OpenEnum<Known extends string> = Known | (string & Record<never, never>)
