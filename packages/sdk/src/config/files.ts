// All of @x/config/files.
export * from '@x/config/files'
