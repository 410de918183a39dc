// What a suite in a browser needs, and what it must not get.
import { expect, test } from 'vitest'
import { startEmulator } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'

const PREFLIGHT = {
  method: 'OPTIONS',
  target: '/20160918/users',
  headers: {
    host: 'h',
    origin: 'https://app.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,x-date,x-content-sha256',
  },
}

test('answers a preflight and allows every origin when asked to', async () => {
  const oci = await startEmulator({ apiKey, cors: true })
  const { status, headers } = await send(oci, PREFLIGHT)
  expect(status).toBe(204)
  expect(headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization,x-date,x-content-sha256',
    'access-control-allow-methods': expect.stringContaining('PATCH'),
  })
  expect(oci.requests).toHaveLength(0)
  const answer = await signAndSend(oci)
  expect(answer.headers['access-control-allow-origin']).toBe('*')
  expect(answer.headers['access-control-expose-headers']).toContain('opc-request-id')
  // OCI hides it too: that is why the skew sentence matters in browsers.
  expect(answer.headers['access-control-expose-headers']).not.toMatch(/\bdate\b/i)
  await oci.close()
})

test('shares also a 401 and a fault, so that a page can read them', async () => {
  const oci = await startEmulator({ apiKey, cors: true, faults: [{ times: 1, effect: { status: 503 } }] })
  for (const status of [503, 401]) {
    expect(await send(oci, { headers: { host: 'h' } })).toMatchObject({
      status,
      headers: { 'access-control-allow-origin': '*' },
    })
  }
  await oci.close()
})

test('shares nothing by default', async () => {
  const oci = await startEmulator({ apiKey })
  const preflight = await send(oci, PREFLIGHT)
  expect(preflight.status).toBe(401)
  const answer = await signAndSend(oci)
  expect(
    Object.keys({ ...preflight.headers, ...answer.headers }).filter((name) => name.startsWith('access-control')),
  ).toEqual([])
  await oci.close()
})
