// The public contract of @x/sdk/fetch, written by `npm run generate`: a change here is a change for its users.

export { SignedFetchOptions, createSignedFetch } from '@x/fetch'
