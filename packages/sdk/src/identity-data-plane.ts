// All of @x/identity-data-plane.
export * from '@x/identity-data-plane'
