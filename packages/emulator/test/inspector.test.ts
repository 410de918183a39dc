// The inspector and the records behind it.
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey, maxRecordedRequests: 3, cors: true })
})
afterEach(() => oci.close())

test('is one document that holds nothing of a request, under a strict policy', async () => {
  await signAndSend(oci, { target: '/echo?<script>' }, { distort: (t) => t.replace('?<script>', '') })
  const response = await fetch(`${oci.url}/`)
  const page = await response.text()
  expect(page).not.toContain('/echo')
  expect(page).not.toMatch(/\s(?:src|srcset)=|<link[^>]+href="(?!data:)|url\(|@import/)
  const policy = response.headers.get('content-security-policy') ?? ''
  const nonce = /nonce-([^']+)'/.exec(policy)?.[1]
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
  expect(response.headers.get('x-frame-options')).toBe('DENY')
  expect(page).toContain(`<style nonce="${nonce}"`)
  expect(page).toContain(`<script type="module" nonce="${nonce}"`)
})

test('weighs no more than 60 kB when it is compressed', async () => {
  const page = await (await fetch(`${oci.url}/`)).text()
  expect(gzipSync(page).length).toBeLessThan(60_000)
})

test('the record of a refusal has what was signed, and what to do', async () => {
  await signAndSend(oci, { target: '/echo?a' }, { distort: (t) => t.replace('?a', '') })
  const [record] = oci.requests
  expect(record?.signedString).toContain('(request-target): get /echo\n')
  expect(record?.signingString).toContain('(request-target): get /echo?a\n')
  expect(record?.remedy).toBe('Sign the line as it was received: compare the two columns at the marked place.')
})

test('gives the records as JSON, and is not recorded itself', async () => {
  await signAndSend(oci, { headers: { __proto__: 'x' } })
  const records = await (await fetch(`${oci.url}/inspector/requests`)).json()
  expect(records).toEqual(JSON.parse(JSON.stringify(oci.requests)))
  expect(oci.requests).toHaveLength(1)
})

test('keeps the last requests only, in the same array', async () => {
  const { requests } = oci
  for (const n of [1, 2, 3, 4]) await signAndSend(oci, { target: `/echo/${n}` })
  expect(requests.map(({ path }) => path)).toEqual(['/echo/2', '/echo/3', '/echo/4'])
  expect(oci.requests).toBe(requests)
})

test.each(['localhost', 'app.localhost:1', '127.0.0.1', '127.1.2.3:80', '[::1]:99'])(
  'answers to the host %s',
  async (host) => {
    expect((await send(oci, { target: '/', headers: { host } })).status).toBe(200)
  },
)

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '', '10.0.0.1', '0.0.0.0', undefined])(
  'refuses the host %j, which a page of another site may have pointed here',
  async (host) => {
    for (const target of ['/', '/inspector/requests', '/inspector/requests?x']) {
      const answer = await send(oci, { target, headers: host === undefined ? {} : { host } })
      expect(answer.status).toBe(403)
      expect(answer.body.toString()).not.toContain('signingString')
    }
  },
)

test('is never shared with other origins, though the APIs are', async () => {
  const headers = { origin: 'https://evil.example' }
  for (const path of ['/', '/inspector/requests', '/inspector/clock', '/inspector/faults']) {
    const response = await fetch(oci.url + path, { headers })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await fetch(oci.url + path, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'GET' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  }
  expect((await fetch(`${oci.url}/echo`, { headers })).headers.get('access-control-allow-origin')).toBe('*')
})

test('a signed request to its path gets a verdict like any other', async () => {
  expect((await signAndSend(oci, { target: '/?a=1' })).status).toBe(404)
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', target: '/?a=1' })
})

test('neither page nor JSON nor answer shows a secret of any header or parameter', async () => {
  const names = ['date', '(request-target)', 'host', 'opc-obo-token', 'x-session-token']
  const headers = { 'opc-obo-token': 'CANARY`1', 'x-session-token': 'CANARY2', 'x-api-key': 'CANARY3' }
  const target = '/echo?token=CANARY4&authorization=CANARY5'
  const answers = [
    await signAndSend(oci, { target, headers }, { names, distort: (t) => `${t}\n` }),
    await signAndSend(oci, { target, headers }, { names, distort: (t) => t.replace('CANARY2', 'canary2') }),
    await send(oci, { target, headers: { host: 'h', authorization: "Signature keyId='ST$CANARY6'" } }),
  ]
  expect(answers.map(({ json }) => json.emulator.reason)).toEqual([
    'signature-mismatch',
    'signature-mismatch',
    'malformed-authorization',
  ])
  expect(answers[1]?.json.emulator.explanation).toContain('`x-session-token: <redacted>`')
  const shown = await Promise.all(
    ['/', '/inspector/requests'].map(async (path) => (await fetch(oci.url + path)).text()),
  )
  for (const text of [...shown, ...answers.map(({ body }) => body.toString())]) expect(text).not.toMatch(/canary/i)
  expect(oci.requests[0]).toMatchObject({ path: '/echo', target: '/echo?token=<redacted>&authorization=<redacted>' })
})

test('records hold no token, signature or key', async () => {
  const session = oci.createSession()
  await signAndSend(oci, {}, { keyId: session.keyId, key: session.privateKeyPem })
  const text = JSON.stringify(oci.requests)
  expect(text).toContain('ST$<redacted>')
  expect(text).not.toContain(session.token.slice(0, 30))
  expect(oci.requests[0]?.headers['authorization']).toMatch(
    /^Signature algorithm="rsa-sha256",headers="date \(request-target\) host",keyId="ST\$<redacted>",signature="<redacted>"/,
  )
})
