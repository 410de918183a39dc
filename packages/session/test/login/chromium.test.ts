// The login in a real browser, over the emulator's login page: what only a browser can show of the page at which it ends. Chromium reaches
// the listener at another port than 8181, as through a tunnel.
import { logIn } from '@x-tools/emulated/log-in'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import type { SecurityTokenSigner } from '@x/signer'
import { localSigner } from '@x/signer/principal'
import { findChromium, openChromium } from '@x-tools/testkit/chromium'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { AuthenticateOptions } from '../../src/index.ts'
import { makeHome, type Home } from '../home.ts'
import { begin, type Begun } from './user.ts'

const found = findChromium()
const missing = 'missing' in found ? found.missing : undefined
if (missing !== undefined) process.stdout.write(`Logins in Chromium skipped: ${missing}.\n`)

type Browser = Awaited<ReturnType<typeof openChromium>>
type Page = Awaited<ReturnType<Browser['newPage']>>

describe.skipIf(missing !== undefined)(
  `a login in Chromium${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let oci: Emulator
    let home: Home
    let browser: Browser
    let port: number
    let foreign: Server
    beforeAll(async () => {
      port = await freePort()
      foreign = await serve()
      oci = await startEmulator()
      browser = await openChromium('missing' in found ? '' : found.executable, [
        `--host-resolver-rules=MAP localhost:8181 127.0.0.1:${port}, MAP evil.example:8181 127.0.0.1:${port}, MAP evil.example 127.0.0.1`,
      ])
    }, 60_000)
    afterAll(async () => {
      await browser.close()
      await oci.close()
      foreign.close()
    })
    beforeEach(async () => void (home = await makeHome(oci)))
    afterEach(() => home.remove())

    async function begun(options: Partial<AuthenticateOptions> = {}): Promise<Begun> {
      const stop = new AbortController()
      const given = { profile: 'DAILY', region: 'phx', listen: { port }, signal: stop.signal, ...home.options }
      const login = await begin({ ...given, ...options })
      onTestFinished(async () => {
        stop.abort()
        await login.done.catch(() => {})
      })
      return login
    }

    /** A window of a browser that knows nothing, and all that its page said on the console. */
    async function openWindow(): Promise<{ page: Page; console: string[] }> {
      const context = await browser.newContext()
      onTestFinished(() => context.close())
      const page = await context.newPage()
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(String(error)))
      return { page, console: said }
    }

    async function submit(page: Page, url: string, button: 'Sign in' | 'Deny' = 'Sign in'): Promise<void> {
      await page.goto(url)
      await page.getByLabel('User name').fill(oci.login.userName)
      await page.getByLabel('Password').fill(oci.login.password)
      await page.getByRole('button', { name: button }).click()
    }

    const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { name }).waitFor()
    const isUnwritten = async (): Promise<void> =>
      expect(await rejectionOf(stat(join(home.path, '.oci', 'sessions', 'DAILY')))).toMatchObject({ code: 'ENOENT' })

    test('ends on a page that says so, without the token in its address, and signs', async () => {
      const { pending, done } = await begun()
      const { page, console: said } = await openWindow()
      await submit(page, pending.url)
      await heading(page, 'You are logged in')
      await done
      expect(page.url()).toBe('http://localhost:8181/')
      expect(await page.title()).toBe('You are logged in – OCI session')
      expect(await page.getByRole('status').textContent()).toContain(`User: ${oci.user}`)
      expect(
        await page.evaluate(
          'document.activeElement.tagName + document.querySelector("main").getAttribute("aria-busy")',
        ),
      ).toBe('H1false')
      expect(said).toEqual([])
      const config = await loadConfig({ profile: 'DAILY', ...home.options })
      const signedFetch = createSignedFetch(localSigner('security_token', config, {}) as SecurityTokenSigner)
      expect((await signedFetch(`${oci.url}/20160918/regions`)).status).toBe(200)
      // Nothing of it is left to go back to either.
      await page.goBack()
      expect(page.url()).not.toContain('security_token')
    })

    test('is to be read in light and dark, with the wide and the narrow', async () => {
      const colours = await Promise.all(
        (['light', 'dark'] as const).map(async (colorScheme) => {
          const { page } = await openWindow()
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize({ width: 320, height: 480 })
          return page
        }),
      )
      await begun()
      const seen = []
      for (const page of colours) {
        await page.goto('http://localhost:8181/')
        await heading(page, 'No login arrived in this window')
        seen.push(await page.evaluate('getComputedStyle(document.querySelector("main")).backgroundColor'))
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      }
      expect(seen).toEqual(['rgb(255, 255, 255)', 'rgb(38, 37, 36)'])
    })

    test('that is denied ends on a page that says so', async () => {
      const { pending, done } = await begun()
      const { page } = await openWindow()
      const denied = rejectionOf(done)
      await submit(page, pending.url, 'Deny')
      await heading(page, 'The login failed')
      expect(await page.getByRole('status').textContent()).toContain('The login was denied: "access_denied')
      expect(await denied).toMatchObject({ reason: 'denied' })
    })

    test('shows what the service says as text, whatever it is', async () => {
      const { done } = await begun()
      const { page, console: said } = await openWindow()
      const refused = rejectionOf(done)
      const error = new URLSearchParams({
        error: '<img src=x onerror=alert(1)>',
        error_description: '<script>alert(2)</script>',
      })
      await page.goto(`http://localhost:8181/#${error.toString()}`)
      await heading(page, 'The login failed')
      expect(await page.getByRole('status').textContent()).toContain('<script>alert(2)</script>')
      expect(await page.locator('img').count()).toBe(0)
      expect(said).toEqual(['Failed to load resource: the server responded with a status of 400 (Bad Request)'])
      expect(await refused).toMatchObject({ reason: 'refused-by-service' })
    })

    test('whose window is closed waits to its end, and releases the port', async () => {
      const { pending, done } = await begun({ timeoutMs: 2000 })
      const ended = rejectionOf(done)
      const { page } = await openWindow()
      await page.goto(pending.url)
      await page.close()
      expect(await ended).toMatchObject({ reason: 'timeout' })
      expect((await begun()).port).toBe(port)
    })

    test('is ended by the second window, when the first was left', async () => {
      const { pending, done } = await begun()
      const [first, second] = [await openWindow(), await openWindow()]
      await first.page.goto(pending.url)
      await submit(second.page, pending.url)
      await heading(second.page, 'You are logged in')
      await done
      // The first one is late: nobody listens any more, and nothing of its token stays behind here.
      await submit(first.page, pending.url).catch(() => {})
      await expect.poll(() => first.page.evaluate('document.title')).not.toContain('OCI session')
    })

    test('tells a window that is loaded again that it has nothing, and goes on', async () => {
      const { pending, done } = await begun({ expectedTenancy: 'ocid1.tenancy.oc1..other' })
      const { page } = await openWindow()
      await submit(page, pending.url)
      await heading(page, 'This answer was not taken')
      await page.reload()
      await heading(page, 'No login arrived in this window')
      const ended = rejectionOf(done)
      await page.goto('http://localhost:8181/#error=access_denied')
      expect(await ended).toMatchObject({ reason: 'denied' })
    })

    test('does not take a token for another key, and says so on the page', async () => {
      const reasons: string[] = []
      const { pending, done } = await begun({ onDiscarded: ({ reason }) => reasons.push(reason) })
      const other = await begin({ profile: 'OTHER', listen: false, ...home.options })
      const others = await logIn(oci, other.pending.url)
      const { page } = await openWindow()
      await page.goto(others)
      await heading(page, 'This answer was not taken')
      expect(reasons).toEqual(['foreign-token'])
      await isUnwritten()
      await submit(page, pending.url)
      await heading(page, 'You are logged in')
      await done
      await other.pending.paste(others)
    })

    describe('and another page', () => {
      test.each(['cors', 'no-cors'])('cannot send a token (%s)', async (mode) => {
        const reasons: string[] = []
        const { pending, done } = await begun({ onDiscarded: ({ reason }) => reasons.push(reason) })
        const { page } = await openWindow()
        await page.goto(`http://evil.example:${(foreign.address() as AddressInfo).port}/`)
        const address = await logIn(oci, pending.url)
        const sent = await page.evaluate(send, { mode, answer: address.split('#')[1] ?? '' })
        expect(sent).toBe('TypeError')
        await isUnwritten()
        expect(reasons).toEqual([])
        await page.goto(address)
        await heading(page, 'You are logged in')
        await done
      })

      test('cannot show or read the page of the login', async () => {
        await begun()
        const { page } = await openWindow()
        await page.goto(`http://evil.example:${(foreign.address() as AddressInfo).port}/`)
        await page.evaluate(
          `new Promise((resolve) => document.body.append(Object.assign(document.createElement('iframe'), { onload: resolve, src: 'http://localhost:8181/' })))`,
        )
        const shown = await Promise.all(page.frames().map((frame) => frame.content()))
        expect([shown.length, shown.join('').includes('data-secret')]).toEqual([2, false])
        expect(await page.evaluate('fetch("http://localhost:8181/").then(() => "read", (error) => error.name)')).toBe(
          'TypeError',
        )
      })

      test('has no use of a name of its own that leads to this machine', async () => {
        await begun()
        const { page } = await openWindow()
        const response = await page.goto('http://evil.example:8181/')
        expect([response?.status(), await page.textContent('body')]).toEqual([
          421,
          'This name is not one of the listener of a login.\n',
        ])
      })
    })
  },
)

/** Runs in a page. */
async function send({ mode, answer }: { mode: string; answer: string }): Promise<string> {
  const headers = mode === 'cors' ? { 'content-type': 'application/json', 'x-login-secret': 'x' } : {}
  const init = { method: 'POST', mode: mode as RequestMode, headers, body: JSON.stringify({ answer }) }
  return fetch('http://localhost:8181/token', init).then(
    ({ type, status }) => `${type} ${status}`,
    (error: Error) => error.name,
  )
}

/** A site of somebody else. */
async function serve(): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
