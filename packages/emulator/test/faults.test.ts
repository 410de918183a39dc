// Faults over real HTTP, and what the records say of them.
import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({
    apiKey,
    faults: [{ match: { path: '/20160918/regions' }, times: 1, effect: { status: 429 } }],
  })
})
afterEach(() => oci.close())

const regions = { target: '/20160918/regions' }

test('a fault given at the start answers once, with OCI’s code for its status', async () => {
  const [first, second] = [await signAndSend(oci, regions), await signAndSend(oci, regions)]
  expect(first).toMatchObject({ status: 429, json: { code: 'TooManyRequests' } })
  expect(second.status).toBe(200)
  expect(oci.requests).toMatchObject([
    {
      verdict: 'faulted',
      reason: 'fault',
      status: 429,
      signingString: expect.stringContaining('get /20160918/regions'),
    },
    { verdict: 'accepted', reason: undefined, status: 200 },
  ])
})

test('a fault has a code, a message and headers of its own', async () => {
  oci.faults.add({
    effect: { status: 503, code: 'Maintenance', message: 'Back soon', headers: { 'retry-after': '7' } },
  })
  const answer = await signAndSend(oci)
  expect(answer).toMatchObject({
    status: 503,
    json: { code: 'Maintenance', message: 'Back soon' },
    headers: { 'retry-after': '7' },
  })
  expect(answer.headers['opc-request-id']).toMatch(/^[0-9A-F]{32}$/)
})

test('a reset closes the connection and performs nothing', async () => {
  oci.faults.add({ times: 1, effect: { reset: true } })
  const body = JSON.stringify({ compartmentId: oci.tenancy, name: 'Ann', description: 'd' })
  const sent = { method: 'POST', target: '/20160918/users', body }
  await expect(signAndSend(oci, sent)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'faulted', status: 0 })
  expect((await signAndSend(oci, sent)).status).toBe(200)
})

test('a truncated answer is complete HTTP but broken JSON, and the request was performed', async () => {
  oci.faults.add({ times: 1, effect: { truncate: true } })
  const body = JSON.stringify({ compartmentId: oci.tenancy, name: 'Ann', description: 'd' })
  const sent = { method: 'POST', target: '/20160918/users', body }
  const answer = await signAndSend(oci, sent)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-length']).toBe(String(answer.body.length))
  expect(() => JSON.parse(answer.body.toString())).toThrow(SyntaxError)
  expect((await signAndSend(oci, sent)).status).toBe(409)
})

test('a delay comes before the answer that would have come', async () => {
  oci.faults.add({ times: 1, effect: { delayMs: 20 } })
  expect((await signAndSend(oci)).status).toBe(200)
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted' })
})

test('closing ends a delay', async () => {
  oci.faults.add({ match: { path: '/slow' }, effect: { delayMs: 3_600_000 } })
  const slow = request(`${oci.url}/slow`, { agent: false })
  const failure = once(slow, 'error')
  slow.end()
  await once(slow, 'finish')
  // A second round trip: by its end the first request has arrived.
  await signAndSend(oci)
  await oci.close()
  expect(await failure).toMatchObject([{ code: 'ECONNRESET' }])
})

test('clear ends every fault', async () => {
  oci.faults.add({ effect: { status: 500 } })
  oci.faults.clear()
  expect((await signAndSend(oci, regions)).status).toBe(200)
})

test('a fault leaves the inspector alone', async () => {
  oci.faults.add({ effect: { status: 500 } })
  expect((await fetch(`${oci.url}/`)).status).toBe(200)
})
