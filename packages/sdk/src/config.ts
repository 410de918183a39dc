// All of @x/config.
export * from '@x/config'
