// Against a service that verifies: what a 401 leads to, and a call that is left.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@x/config'
import { Signer } from '@x/signer'
import { expect, it } from 'vitest'
import { apiKeySigner, emulated, sessionSigner } from '@x-tools/emulated'
import { createSignedFetch } from '../src/index.ts'
import { readEcho } from './read-echo.ts'

const emulator = emulated()
const regionsUrl = (): string => `${emulator().url}/20160918/regions`
const verdictsSince = (count: number): string[] =>
  emulator()
    .requests.slice(count)
    .map(({ verdict }) => verdict)

it('lists the regions with the API key of a configuration file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signed-fetch-'))
  try {
    const config = await loadConfig({ file: await emulator().configFile(folder), env: {} })
    const signedFetch = createSignedFetch(Signer.fromConfig(config))
    const regions = (await (await signedFetch(regionsUrl())).json()) as { key: string }[]
    expect(regions.map(({ key }) => key)).toContain('PHX')
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('heals a clock that is an hour slow, then needs one request for each call', async () => {
  const signer = apiKeySigner(emulator(), () => Date.now() - 3_600_000)
  const signedFetch = createSignedFetch(signer)
  const count = emulator().requests.length
  expect((await signedFetch(regionsUrl())).status).toBe(200)
  expect((await signedFetch(regionsUrl())).status).toBe(200)
  expect(verdictsSince(count)).toEqual(['refused', 'accepted', 'accepted'])
})

it('takes a new session when its own is refused, and sends a one-shot body again', async () => {
  const signer = sessionSigner(emulator())
  const signedFetch = createSignedFetch(signer)
  await signedFetch(regionsUrl())
  emulator().revoke(String(signer.tokens[0]))
  const count = emulator().requests.length
  const init = { method: 'POST', body: new Blob(['once']).stream(), duplex: 'half' } as RequestInit
  expect((await readEcho(await signedFetch(`${emulator().url}/echo`, init))).body).toBe('once')
  expect(verdictsSince(count)).toEqual(['refused', 'accepted'])
  expect(signer.tokens.length).toBe(2)
})

it('sends the body of a Request again, too', async () => {
  const signer = sessionSigner(emulator())
  const signedFetch = createSignedFetch(signer)
  await signedFetch(regionsUrl())
  emulator().revoke(String(signer.tokens[0]))
  const request = new Request(`${emulator().url}/echo`, { method: 'POST', body: '{"a":1}' })
  expect(await readEcho(await signedFetch(request))).toMatchObject({ body: '{"a":1}', method: 'POST' })
})

it('hands a 401 to the caller when the stream it sent cannot be sent again', async () => {
  const signer = sessionSigner(emulator())
  const signedFetch = createSignedFetch(signer, { bodySigning: 'exclude' })
  await signedFetch(regionsUrl())
  emulator().revoke(String(signer.tokens[0]))
  const init = { method: 'PUT', body: new Blob(['once']).stream(), duplex: 'half' } as RequestInit
  const response = await signedFetch(`${emulator().url}/n/ns/b/bucket/o/object`, init)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'NotAuthenticated' })
})

it('rejects with the reason of a signal that fires while the service is silent', async () => {
  const reason = new Error('the caller has left')
  const controller = new AbortController()
  emulator().faults.add({ times: 1, match: { path: '/echo/slow' }, effect: { delayMs: 60_000 } })
  const signedFetch = createSignedFetch(apiKeySigner(emulator()), {
    fetch: (...args) => {
      setImmediate(() => controller.abort(reason))
      return fetch(...args)
    },
  })
  await expect(signedFetch(`${emulator().url}/echo/slow`, { signal: controller.signal })).rejects.toBe(reason)
})
