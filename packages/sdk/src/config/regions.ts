// All of @x/config/regions.
export * from '@x/config/regions'
