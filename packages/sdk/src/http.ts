// All of @x/http.
export * from '@x/http'
