// All of @x/session.
export * from '@x/session'
