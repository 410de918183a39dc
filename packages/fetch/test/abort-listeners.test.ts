// What calls leave on a signal that outlives them, such as the one that ends a whole program.
import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { createSignedFetch } from '../src/index.ts'

const emulator = emulated()
const CALLS = 5

const addressOf = (): string => `${emulator().url}/echo`
const signerOf = () => apiKeySigner(emulator())
/** An hour slow, so that the first call is refused, healed and sent again. */
const slowSigner = () => apiKeySigner(emulator(), () => Date.now() - 3_600_000)

async function sendAll(call: () => Promise<Response>): Promise<void> {
  for (let index = 0; index < CALLS; index++) {
    const response = await call()
    expect(response.status).toBe(200)
    await response.arrayBuffer()
  }
}

const countOn = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length
const inits: readonly (readonly [string, RequestInit])[] = [
  ['GET', {}],
  ['POST', { method: 'POST', body: 'abc' }],
]

describe.each(inits)('after calls of %s', (_method, init) => {
  test.each([
    ['were sent once', signerOf],
    ['had to be healed', slowSigner],
  ])('that %s the signed fetch itself has left no listener', async (_, signer) => {
    const { signal } = new AbortController()
    let sent = 0
    // Takes no signal, so that whatever is left is not fetch's.
    const send: typeof fetch = async (input, { signal: given, ...rest } = {}) => {
      expect(given).toBe(signal)
      sent++
      return fetch(input, rest)
    }
    const signedFetch = createSignedFetch(signer(), { fetch: send })
    await sendAll(() => signedFetch(addressOf(), { ...init, signal }))
    expect(sent).toBe(signer === slowSigner ? CALLS + 1 : CALLS)
    expect(countOn(signal)).toBe(0)
  })

  // Fetch leaves one until its Request is collected, so that there may be fewer.
  test('with the runtime’s fetch there is at most one listener for each', async () => {
    const { signal } = new AbortController()
    const signedFetch = createSignedFetch(signerOf())
    await sendAll(() => signedFetch(addressOf(), { ...init, signal }))
    expect(countOn(signal)).toBeLessThanOrEqual(CALLS)
  })

  test('of a Request there is at most the listener that the Request itself has', async () => {
    const { signal } = new AbortController()
    const signedFetch = createSignedFetch(signerOf())
    await sendAll(() => signedFetch(new Request(addressOf(), { ...init, signal })))
    expect(countOn(signal)).toBeLessThanOrEqual(CALLS)
  })
})
