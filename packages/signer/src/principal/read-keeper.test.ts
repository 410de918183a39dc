// What a Worker's isolate may keep from one request to the next.
import { expect, test, vi } from 'vitest'
import { createCredential } from '../credential.ts'
import { ReadKeeper } from './read-keeper.ts'

const credential = createCredential({ keyId: 'tenancy/user/aa:bb', key: { sign: async () => new Uint8Array() } })

test('makes no AbortController, which a Worker’s runtime forbids outside of requests and ties to the one that made it', async () => {
  vi.stubGlobal('AbortController', undefined)
  const keeper = new ReadKeeper(
    async () => credential,
    () => ({}),
  )
  expect(await keeper.credential()).toBe(credential)
  vi.unstubAllGlobals()
})

test('is refused with the reason of the first closing, also what was being read then', async () => {
  const keeper = new ReadKeeper(
    async () => credential,
    () => ({}),
  )
  const reading = keeper.credential()
  keeper.close(new Error('first'))
  keeper.close(new Error('second'))
  await expect(reading).rejects.toThrow('first')
  await expect(keeper.credential()).rejects.toThrow('first')
})
