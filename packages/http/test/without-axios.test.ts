// axios takes longer to load than most calls take, so a call that can do without it must.
import { expect, test, vi } from 'vitest'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient } from '../src/index.ts'

const seen = vi.hoisted(() => ({ axios: false }))
vi.mock('axios', (original) => {
  seen.axios = true
  return original()
})

const servers = useServers()

test('no call on Node loads axios, by a proxy or without one', async () => {
  const url = await servers.http((request, response) => request.pipe(response))
  const { body } = await createHttpClient({ env: {} })({ method: 'POST', url, body: 'as it was' })
  expect(new TextDecoder().decode(body)).toBe('as it was')
  // A server that takes absolute addresses is all the proxy that a plain call needs.
  await createHttpClient({ env: {}, proxy: url })({ method: 'GET', url: 'http://nowhere.invalid/' })
  await createHttpClient({ env: {}, proxy: url })({ method: 'GET', url: 'https://nowhere.invalid/' }).catch(() => {})
  expect(seen.axios).toBe(false)
})
