// The signer and the signed fetch where they differ most from Node: a real browser, against a service that verifies.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { startEmulator, type Emulator, type RecordedRequest } from '@x/emulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, isBuilt, type Origin } from '../src/bundle.ts'
import { findChromium, openChromium } from '../src/chromium.ts'
import { servePage, type PageServer } from '../src/page-server.ts'
import type { Identity, Scenarios } from '../src/scenarios.ts'

const found = findChromium()
const origins: readonly [Origin, absent: string | undefined][] = [
  ['sources', undefined],
  ['built packages', isBuilt() ? undefined : 'the packages have not been built'],
]

describe.each(origins)('in Chromium, from the %s', (origin, absent) => {
  const reason = 'missing' in found ? found.missing : absent
  if (reason !== undefined) console.log(`Browser suite (${origin}) skipped: ${reason}.`)

  describe.skipIf(reason !== undefined)(`a page${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
    let emulator: Emulator
    let server: PageServer
    let browser: Browser
    let page: Page
    let identity: Identity
    let key: KeyObject
    const pageErrors: string[] = []

    beforeAll(async () => {
      emulator = await startEmulator({ cors: true })
      const { url, tenancy, user, apiKey } = emulator
      identity = { origin: url, tenancy, user, ...apiKey }
      key = createPrivateKey(apiKey.pem)
      server = await servePage(await bundle(origin))
      browser = await openChromium('missing' in found ? '' : found.executablePath)
      page = await browser.newPage()
      page.on('pageerror', (error) => pageErrors.push(String(error)))
      page.on('console', (message) => message.type() === 'warning' && pageErrors.push(message.text()))
      await page.goto(server.url)
      await page.waitForFunction(() => 'scenarios' in globalThis)
    }, 60_000)
    afterAll(async () => {
      await browser?.close()
      await server?.close()
      await emulator?.close()
    })

    type Name = keyof Scenarios
    async function run<N extends Name>(
      name: N,
      ...args: Parameters<Scenarios[N]>
    ): Promise<Awaited<ReturnType<Scenarios[N]>>> {
      const call = { name, args: args as unknown[] }
      return page.evaluate(
        ({ name: which, args: given }) =>
          (globalThis as unknown as Record<'scenarios', Record<string, (...all: unknown[]) => never>>).scenarios[
            which
          ]!(...given),
        call,
      )
    }
    /** The requests that reached a handler or were refused; preflights are not recorded. */
    async function requestsOf(work: () => Promise<unknown>): Promise<readonly RecordedRequest[]> {
      const count = emulator.requests.length
      await work()
      return emulator.requests.slice(count)
    }
    const encrypted = (type: 'pkcs1' | 'pkcs8', cipher: string): string =>
      String(key.export({ type, format: 'pem', cipher, passphrase: 'pässword' }))

    describe('keys', () => {
      it.each([
        ['PKCS#8', () => key.export({ type: 'pkcs8', format: 'pem' })],
        ['PKCS#1', () => key.export({ type: 'pkcs1', format: 'pem' })],
      ])('signs with an unencrypted %s key', async (_form, pem) => {
        expect(await run('getWithPem', { ...identity, pem: String(pem()) })).toMatchObject({ status: 200 })
      })

      it.each(['aes-128-cbc', 'aes-256-cbc'])('signs with a PKCS#8 key encrypted with %s', async (cipher) => {
        const pem = encrypted('pkcs8', cipher)
        expect(await run('getWithPem', { ...identity, pem }, 'pässword')).toMatchObject({ status: 200 })
      })

      it('signs with a CryptoKey that cannot be extracted', async () => {
        expect(await run('getWithCryptoKey', identity)).toBe(200)
      })

      it('signs with a key that lives elsewhere', async () => {
        expect(await run('getWithSigningKey', identity)).toBe(200)
      })

      it('finds the fingerprint of a key', async () => {
        expect(await run('fingerprint', identity)).toBe(identity.fingerprint)
        const pem = encrypted('pkcs8', 'aes-256-cbc')
        expect(await run('fingerprint', { ...identity, pem }, 'pässword')).toBe(identity.fingerprint)
      })

      it('says of a traditional encrypted key that it cannot be opened here, and how to convert it', async () => {
        expect(await run('failureToLoadKey', encrypted('pkcs1', 'aes-256-cbc'), 'pässword')).toMatchObject({
          name: 'InvalidPrivateKeyError',
          code: 'ERR_INVALID_PRIVATE_KEY',
          reason: 'unsupported-encryption',
          message: expect.stringContaining('openssl pkcs8'),
        })
      })

      it('says that there is no file system to read a key from', async () => {
        expect(await run('failureToReadKeyFile', identity)).toMatchObject({
          name: 'KeyFileUnreadableError',
          code: 'ERR_KEY_FILE_UNREADABLE',
          message: expect.stringContaining('loadPrivateKey'),
        })
      })

      it.each([
        ['a wrong passphrase', 'wrong', 'ERR_INVALID_PRIVATE_KEY', 'bad-passphrase'],
        ['no passphrase', undefined, 'ERR_MISSING_PASSPHRASE', undefined],
      ])('says that an encrypted key came with %s', async (_what, passphrase, code, why) => {
        const failure = await run('failureToLoadKey', encrypted('pkcs8', 'aes-256-cbc'), passphrase)
        expect([failure?.code, failure?.reason]).toEqual([code, why])
      })
    })

    describe('calls', () => {
      it('signs x-date in place of date, which a page cannot set', async () => {
        const [request] = await requestsOf(() => run('getWithPem', identity))
        expect(request?.signingString).toMatch(/^x-date: .*\n\(request-target\): get \/20160918\/regions\nhost: 127/)
        expect(request?.headers).toHaveProperty('x-date')
        expect(request?.headers).not.toHaveProperty('date')
      })

      it('creates a user with JSON', async () => {
        const { status, user } = await run('createUser', identity, `zoë of ${origin}`)
        expect([status, user.name]).toEqual([200, `zoë of ${origin}`])
      })

      const bodies: readonly [kind: string, sent: unknown, type: unknown][] = [
        ['string', '{"name":"zo\u00c3\u00ab"}', 'application/json'],
        ['bytes', '\u0000\u00ff\u0001', 'application/octet-stream'],
        ['blob', 'blob', 'text/csv'],
        ['untyped blob', 'blob', 'application/octet-stream'],
        ['parameters', 'a=b+c', 'application/x-www-form-urlencoded;charset=UTF-8'],
        [
          'form',
          expect.stringContaining('filename="f.txt"'),
          expect.stringMatching(/^multipart\/form-data; ?boundary=/),
        ],
        ['stream', 'stream', 'application/octet-stream'],
      ]
      it.each(bodies)('posts a %s, the bytes that were signed', async (kind, body, type) => {
        expect(await run('postBody', identity, kind, 'options')).toMatchObject({ status: 200, body, type })
      })

      it.each(bodies)('posts a Request made of a %s', async (kind, body, type) => {
        const sent = await run('postBody', identity, kind, 'Request')
        const typed = kind === 'string' ? 'text/plain;charset=UTF-8' : type
        expect(sent).toMatchObject({ status: 200, body, type: typed })
      })

      it.each([0, 1, 3_000_000])('hashes a Blob of %d bytes', async (size) => {
        expect(await run('hashOfBlob', identity, size)).toEqual({ length: String(size), right: true })
      })

      it('reads the time off the sentence in the body, since Date is hidden, and keeps the correction', async () => {
        const requests = await requestsOf(async () => {
          expect(await run('callTwiceWithSlowClock', identity, 3_600_000)).toEqual([200, 200])
        })
        expect(requests.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted', 'accepted'])
        expect(await run('getWithPem', identity)).toMatchObject({ showsDate: false })
      })

      it('hands over a redirect, opaque, and does not follow it', async () => {
        const headers = { location: `${emulator.url}/echo` }
        emulator.faults.add({ times: 1, match: { path: '/echo/moved' }, effect: { status: 302, headers } })
        const requests = await requestsOf(async () => {
          expect(await run('redirect', identity, '/echo/moved')).toEqual({ type: 'opaqueredirect', status: 0 })
        })
        expect(requests.map(({ path }) => path)).toEqual(['/echo/moved'])
      })

      it("rejects with the signal's reason while the service is silent", async () => {
        emulator.faults.add({ times: 1, match: { path: '/echo/slow' }, effect: { delayMs: 60_000 } })
        expect(await run('failureAfterAbort', identity, '/echo/slow')).toMatchObject({ name: 'TimeoutError' })
      })

      it('presigns an address with the time and the signature in its query', async () => {
        const { searchParams } = new URL(await run('presign', identity))
        expect([...searchParams.keys()].sort()).toEqual(['authorization', 'date'])
      })
    })

    it('verifies a signature and finds a changed byte', async () => {
      const publicKey = String(createPublicKey(key).export({ type: 'spki', format: 'pem' }))
      const { signed, ...verdicts } = await run('signAndVerify', identity, publicKey)
      expect(verdicts).toEqual({ genuine: true, tampered: 'body-hash-mismatch' })
      expect(signed).toContain('x-date')
    })

    it('gets tokens of the identity data plane, and signs with one', async () => {
      expect(await run('dataPlane', identity)).toEqual({ parts: 3, key: '-----BEGIN PRIVATE KEY-----', status: 200 })
      const failure = await run('failureToWriteToken', identity)
      expect(failure).toMatchObject({ code: 'ERR_FILE_SYSTEM_UNAVAILABLE' })
    })

    it('adds nothing to the page, and nothing is reported on its console', async () => {
      const bare = await browser.newPage()
      await bare.goto(`${server.url}scenarios.js`)
      const expected = await bare.evaluate(() => Object.getOwnPropertyNames(globalThis))
      expect((await run('globals')).filter((name) => !expected.includes(name))).toEqual([])
      expect(pageErrors).toEqual([])
    })
  })
})

describe('findChromium', () => {
  it('takes CHROMIUM_PATH before the usual place', () => {
    expect(findChromium({ CHROMIUM_PATH: '/opt/chromium' }, () => true)).toEqual({ executablePath: '/opt/chromium' })
    expect(findChromium({}, () => true)).toEqual({ executablePath: '/usr/bin/chromium' })
  })

  it('says what to do where there is none', () => {
    expect(findChromium({}, () => false)).toEqual({ missing: expect.stringMatching(/apt-get install.*CHROMIUM_PATH/) })
  })
})
