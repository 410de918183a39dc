// All of @x/fleet.
export * from '@x/fleet'
