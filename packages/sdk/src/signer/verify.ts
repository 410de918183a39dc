// All of @x/signer/verify.
export * from '@x/signer/verify'
