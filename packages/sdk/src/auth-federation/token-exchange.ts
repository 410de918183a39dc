// All of @x/auth-federation/token-exchange.
export * from '@x/auth-federation/token-exchange'
