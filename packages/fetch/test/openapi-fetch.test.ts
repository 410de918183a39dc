// Inside a library that takes a fetch: openapi-fetch makes a Request of each call and hands that over.
import createClient from 'openapi-fetch'
import { expect, it } from 'vitest'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { createSignedFetch } from '../src/index.ts'

interface User {
  readonly id: string
  readonly name: string
}

/** The part of the identity API that the test calls, as openapi-typescript would write it. */
interface Paths {
  '/20160918/users/': {
    post: {
      requestBody: { content: { 'application/json': { compartmentId: string; name: string; description: string } } }
      responses: { 200: { content: { 'application/json': User } } }
    }
  }
  '/20160918/users/{userId}': {
    get: {
      parameters: { path: { userId: string }; query?: { fields?: string[] } }
      responses: {
        200: { content: { 'application/json': User } }
        404: { content: { 'application/json': { code: string } } }
      }
    }
  }
}

const emulator = emulated()

it('creates and reads a user through openapi-fetch', async () => {
  const { url, tenancy } = emulator()
  const client = createClient<Paths>({ baseUrl: url, fetch: createSignedFetch(apiKeySigner(emulator())) })
  const body = { compartmentId: tenancy, name: 'zoë', description: 'made by a library' }
  const created = await client.POST('/20160918/users/', { body })
  expect(created.data).toMatchObject({ name: 'zoë' })
  const params = { path: { userId: created.data?.id ?? '' }, query: { fields: ['a b', '[c]'] } }
  expect((await client.GET('/20160918/users/{userId}', { params })).data).toEqual(created.data)
})

it('leaves the error of the service to the library', async () => {
  const client = createClient<Paths>({ baseUrl: emulator().url, fetch: createSignedFetch(apiKeySigner(emulator())) })
  const params = { path: { userId: 'ocid1.user.oc1..nobody' } }
  const { error, response } = await client.GET('/20160918/users/{userId}', { params })
  expect([response.status, error?.code]).toEqual([404, 'NotAuthorizedOrNotFound'])
})
