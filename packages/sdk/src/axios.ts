// All of @x/axios.
export * from '@x/axios'
