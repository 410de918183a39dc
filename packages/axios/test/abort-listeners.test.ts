// What calls leave on a signal and on a cancel token that outlive them, such as those that end a whole program.
import { getEventListeners } from 'node:events'
import axios from 'axios'
import { describe, expect, test, vi } from 'vitest'
import { attachSigner } from '@x/axios'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import type { RequestSigner } from '@x/signer'
import { clients } from './clients.ts'

const oci = emulated()
const CALLS = 5

const signerOf = (): RequestSigner => apiKeySigner(oci())
/** An hour slow, so that the first call is refused, healed and sent again. */
const slowSigner = (): RequestSigner => apiKeySigner(oci(), () => Date.now() - 3_600_000)
const failingSigner = (): RequestSigner => ({ ...signerOf(), sign: () => Promise.reject(new Error('no key')) })

const endings = [
  ['were sent once', signerOf, [200, 200, 200, 200, 200]],
  ['had to be healed', slowSigner, [401, 200, 200, 200, 200, 200]],
  ['could not be signed', failingSigner, []],
] as const

const countOn = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

describe.each(clients)('$name', ({ create }) => {
  const client = (signer: RequestSigner) => {
    const http = create({ baseURL: oci().url })
    attachSigner(http, signer)
    return http
  }

  async function sendAll(signer: RequestSigner, options: object, statuses: readonly number[]): Promise<void> {
    const http = client(signer)
    const before = oci().requests.length
    for (let index = 0; index < CALLS; index++) await http.post('/echo', { a: 1 }, options).catch(() => {})
    expect(
      oci()
        .requests.slice(before)
        .map(({ status }) => status),
    ).toEqual(statuses)
  }

  test.each(endings)('calls that %s leave no listener on the signal', async (_, signer, statuses) => {
    const { signal } = new AbortController()
    await sendAll(signer(), { signal }, statuses)
    expect(countOn(signal)).toBe(0)
  })

  test.each(endings)('calls that %s leave none on signal and cancel token together', async (_, signer, statuses) => {
    const { signal } = new AbortController()
    const { token } = axios.CancelToken.source()
    const subscribed = new Set<unknown>()
    const [subscribe, unsubscribe] = [vi.spyOn(token, 'subscribe'), vi.spyOn(token, 'unsubscribe')]
    await sendAll(signer(), { signal, cancelToken: token }, statuses)
    for (const [listener] of subscribe.mock.calls) subscribed.add(listener)
    expect(subscribed.size).toBeGreaterThanOrEqual(CALLS)
    for (const [listener] of unsubscribe.mock.calls) subscribed.delete(listener)
    expect(subscribed.size).toBe(0)
    expect(countOn(signal)).toBe(0)
  })
})
