// All of @x/fetch. Written by `npm run generate`; do not edit.
export { type SignedFetchOptions, createSignedFetch } from '@x/fetch'
