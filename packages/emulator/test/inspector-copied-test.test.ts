// The test that the page makes of a request, run: it has to come to the verdict that was recorded.
import * as crypto from 'node:crypto'
import * as http from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { asTest } from '../src/frame/inspector/page/copy/test-code.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

/** The last request as the page has it: JSON leaves out what is undefined. */
function copied(): string {
  const [record] = JSON.parse(JSON.stringify([oci.requests.at(-1)]))
  return asTest(record)
}

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>

/** Runs the only test of the code with a recording `expect`; yields what was compared. */
async function runCopied(code: string): Promise<{ name: string; found: unknown; expected: unknown }> {
  let run: Promise<void> | undefined
  const seen = { name: '', found: undefined as unknown, expected: undefined as unknown }
  const given = {
    startEmulator: (options: object) => startEmulator({ apiKey, ...options }),
    expect: (found: unknown) => ({ toEqual: (expected: unknown) => Object.assign(seen, { found, expected }) }),
    test: (name: string, body: () => Promise<void>) => {
      seen.name = name
      run = body()
    },
    createHash: crypto.createHash,
    sign: crypto.sign,
    request: http.request,
  }
  await new AsyncFunction(...Object.keys(given), code.replaceAll(/^import .*$/gm, ''))(...Object.values(given))
  await run
  return seen
}

async function expectTheSame(name: RegExp): Promise<void> {
  const seen = await runCopied(copied())
  expect(seen.name).toMatch(name)
  expect(seen.expected).toBeDefined()
  expect(seen.found).toEqual(seen.expected)
}

test('an accepted request', async () => {
  await signAndSend(oci, { target: '/echo?a=1' })
  await expectTheSame(/^GET \/echo\?a=1 is accepted$/)
})

test('an accepted request with a body', async () => {
  await signAndSend(oci, { method: 'POST', target: '/echo', body: '{"a":1}' })
  expect(copied()).toContain('// The body is not kept: blanks of its length stand for it.')
  await expectTheSame(/^POST \/echo is accepted$/)
})

test('a wrong line', async () => {
  await signAndSend(oci, { target: '/echo?a=%20' }, { distort: (text) => text.replace('%20', ' ') })
  await expectTheSame(/signature-mismatch$/)
})

test('a host that was signed without its port', async () => {
  await signAndSend(oci, {}, { distort: (text) => text.replace(/:\d+$/, '') })
  await expectTheSame(/signature-mismatch$/)
})

test('a date beyond the window', async () => {
  await signAndSend(oci, { headers: { date: new Date(oci.clock.now() - 3_600_000).toUTCString() } })
  await expectTheSame(/clock-skew$/)
})

test('a key that nobody knows', async () => {
  await signAndSend(oci, {}, { keyId: `${oci.tenancy}/${oci.user}/aa:bb` })
  await expectTheSame(/unknown-key$/)
})

test('a header that was not signed', async () => {
  await signAndSend(oci, {}, { names: ['date', 'host'] })
  await expectTheSame(/missing-signed-header$/)
})

test('a session, and its token after its end and its revocation', async () => {
  const session = oci.createSession({ lifetimeSeconds: 60 })
  const as = { keyId: session.keyId, key: session.privateKeyPem }
  await signAndSend(oci, {}, as)
  await expectTheSame(/is accepted$/)
  oci.revoke(session.token)
  await signAndSend(oci, {}, as)
  await expectTheSame(/token-revoked$/)
  oci.clock.advance(120_000)
  await signAndSend(oci, {}, as)
  await expectTheSame(/token-expired$/)
})

test('another key than the key id names', async () => {
  const session = oci.createSession()
  await signAndSend(oci, {}, { key: session.privateKeyPem })
  await expectTheSame(/wrong-key$/)
})

test('no signature, and one of another scheme', async () => {
  await send(oci, { target: '/echo', headers: { host: 'a.test' } })
  await expectTheSame(/no-authorization$/)
  await send(oci, { target: '/echo', headers: { host: 'a.test', authorization: 'Basic eA==' } })
  await expectTheSame(/unsupported-scheme$/)
})

test('a fault, and a connection that is closed', async () => {
  oci.faults.add({ times: 1, effect: { status: 503 } })
  await signAndSend(oci, {})
  await expectTheSame(/is faulted: fault$/)
  oci.faults.add({ times: 1, effect: { reset: true } })
  await signAndSend(oci, {}).catch(() => {})
  await expectTheSame(/is faulted: fault$/)
})

test('code in a target stays text', async () => {
  await send(oci, { target: '/echo?`${process.exit(1)}`"\'\\', headers: { host: 'a.test' } })
  await expectTheSame(/no-authorization$/)
})
