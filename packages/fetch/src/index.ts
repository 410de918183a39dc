// The public surface of @x/fetch; every export is listed by hand.
export { createSignedFetch } from './create-signed-fetch.ts'
export type { SignedFetchOptions } from './options.ts'
