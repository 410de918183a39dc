// Faults over real HTTP, and what the records say of them.
import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
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

test('a revocation hits the token of one request, which is refused, and of those that follow', async () => {
  const { keyId, privateKeyPem: key } = oci.createSession()
  oci.faults.add({ times: 1, effect: { revoke: true } })
  expect((await signAndSend(oci)).status).toBe(200)
  const answers = [await signAndSend(oci, {}, { keyId, key }), await signAndSend(oci, {}, { keyId, key })]
  expect(answers.map(({ status, json }) => [status, json.emulator.reason])).toEqual([
    [401, 'token-revoked'],
    [401, 'token-revoked'],
  ])
  expect(oci.requests.map(({ verdict, fault }) => [verdict, fault])).toEqual([
    ['accepted', undefined],
    ['refused', { revoke: true }],
    ['refused', undefined],
  ])
})

test('a function chooses the effect by what it sees of the request', async () => {
  oci.faults.add({ effect: ({ target }) => (target.endsWith('=3') ? { status: 503 } : undefined) })
  const statuses: number[] = []
  for (const id of [2, 3, 4]) statuses.push((await signAndSend(oci, { target: `/echo?id=${id}` })).status)
  expect(statuses).toEqual([200, 503, 200])
})

test('a function that throws is answered with what is wrong', async () => {
  oci.faults.add({
    effect: () => {
      throw new Error('no')
    },
  })
  expect(await signAndSend(oci)).toMatchObject({
    status: 500,
    json: { message: expect.stringContaining('is a function that threw') },
  })
})

test('every request is told to the listener with its fault, also when none is kept and whatever the listener throws', async () => {
  const told: unknown[] = []
  const silent = await startEmulator({
    apiKey,
    maxRecordedRequests: 0,
    faults: [{ times: 1, effect: { delayMs: 1 } }],
    onRequest: ({ target, verdict, fault }) => {
      told.push([target, verdict, fault])
      throw new Error('no')
    },
  })
  onTestFinished(() => silent.close())
  const answers = [await signAndSend(silent), await signAndSend(silent, regions)]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(told).toEqual([
    ['/echo', 'accepted', { delayMs: 1 }],
    ['/20160918/regions', 'accepted', undefined],
  ])
  expect(silent.requests).toEqual([])
})
