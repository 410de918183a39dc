// All of @x/retry.
export * from '@x/retry'
