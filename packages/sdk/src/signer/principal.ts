// All of @x/signer/principal.
export * from '@x/signer/principal'
