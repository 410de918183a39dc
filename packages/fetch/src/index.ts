// The public surface of @x/fetch; every export is listed by hand.
export { createSignedFetch, type SignedFetchOptions } from './create-signed-fetch.ts'
