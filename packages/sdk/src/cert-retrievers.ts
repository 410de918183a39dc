// All of @x/cert-retrievers.
export * from '@x/cert-retrievers'
