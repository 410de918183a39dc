// All of @x/auth-federation.
export * from '@x/auth-federation'
