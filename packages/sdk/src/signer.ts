// All of @x/signer.
export * from '@x/signer'
