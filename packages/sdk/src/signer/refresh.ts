// All of @x/signer/refresh.
export * from '@x/signer/refresh'
