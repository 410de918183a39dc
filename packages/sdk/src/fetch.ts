// All of @x/fetch.
export * from '@x/fetch'
