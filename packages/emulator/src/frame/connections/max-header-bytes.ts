// How large the headers of a message may be, in both directions.

/** A session token in the Authorization header takes two or three KiB. */
export const MAX_HEADER_BYTES = 32 * 1024
