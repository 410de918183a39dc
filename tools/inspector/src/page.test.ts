// The inspector's page in a real browser: what comes, what can be found, opened, copied and changed, and that nothing of a request is markup.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { request } from 'node:http'
import type { AxeResults, RunOptions } from 'axe-core'
import { startEmulator, type Emulator } from '@x/emulator'
import { findChromium, openChromium } from '@x-tools/testkit/chromium'
import { serveOnce } from './foreign-page.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { sendSigned } from './telling-requests.ts'

const found = findChromium()
const missing = 'missing' in found ? found.missing : undefined
if (missing !== undefined) process.stdout.write(`The inspector in Chromium skipped: ${missing}.\n`)

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(1)</script>&'`

describe.skipIf(missing !== undefined)(
  `the inspector in Chromium${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let browser: Browser
    let oci: Emulator
    beforeAll(async () => {
      browser = await openChromium('missing' in found ? '' : found.executable)
    }, 60_000)
    afterAll(() => browser.close())
    beforeEach(async () => {
      oci = await startEmulator({ maxRecordedRequests: 10_000 })
    })
    afterEach(() => oci.close())

    async function openPage(
      options: BrowserContextOptions = {},
      prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
    ): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      page.on('pageerror', (error) => expect.unreachable(String(error)))
      page.on('dialog', () => expect.unreachable('a script of a request ran'))
      await prepare(page)
      await page.goto(oci.url)
      await page.getByText('Live', { exact: true }).waitFor()
      return page
    }

    const rows = (page: Page) => page.getByRole('option')
    const mismatch = () => sendSigned(oci, '/echo?name=a%20b', { signedTarget: '/echo?name=a b' })

    test('requests arrive live, the newest first, with verdict, reason, caller and time', async () => {
      const page = await openPage()
      await page.getByText('No request yet').waitFor()
      await sendSigned(oci, '/echo?first')
      await rows(page).first().waitFor()
      await fetch(`${oci.url}/20160918/regions`)
      await expect.poll(() => rows(page).count()).toBe(2)
      const newest = page.locator('[aria-posinset="1"]')
      expect(await newest.innerText()).toMatch(/GET\s+\/20160918\/regions[^]*Unsigned no-authorization[^]*401/)
      const oldest = await page.locator('[aria-posinset="2"]').innerText()
      expect(oldest).toMatch(/GET\s+\/echo\?first\s+\d\d:\d\d:\d\d\.\d{3}[^]*Accepted[^]*user …\w{6}[^]*200[^]*\d ms/)
    })

    test('a row tells both clocks where they differ', async () => {
      oci.clock.freeze(Date.UTC(2020, 0, 2, 3, 4, 5))
      await sendSigned(oci, '/echo')
      const page = await openPage()
      expect(await rows(page).first().innerText()).toContain('2020-01-02 03:04:05')
      await page.getByRole('button', { name: /^Emulator’s clock .* frozen$/ }).waitFor()
    })

    test('verdicts filter, and can be combined with a search that looks into headers', async () => {
      await sendSigned(oci, '/echo?one')
      await fetch(`${oci.url}/echo?two`, { headers: { 'x-mark': 'Needle' } })
      await fetch(`${oci.url}/echo?three`)
      const page = await openPage()
      await page.getByRole('button', { name: 'Unsigned 2' }).click()
      await expect.poll(() => rows(page).count()).toBe(2)
      await page.getByRole('searchbox').fill('needle two')
      await expect.poll(() => rows(page).count()).toBe(1)
      expect(page.url()).toContain('#search=needle+two&verdict=unsigned')
      await page.reload()
      await expect.poll(() => rows(page).count()).toBe(1)
      await page.getByRole('searchbox').fill('nothing has this')
      await page.getByRole('button', { name: 'Show all' }).click()
      await expect.poll(() => rows(page).count()).toBe(3)
    })

    test('a pause holds new requests back and counts them, until it ends', async () => {
      const page = await openPage()
      await page.getByRole('button', { name: 'Pause' }).click()
      await fetch(`${oci.url}/echo`)
      await fetch(`${oci.url}/echo`)
      const resume = page.getByRole('button', { name: 'Resume (2 new)' })
      await resume.waitFor()
      expect(await rows(page).count()).toBe(0)
      await resume.click()
      await expect.poll(() => rows(page).count()).toBe(2)
    })

    test('by keyboard: a request is chosen, opened, read and left again', async () => {
      await fetch(`${oci.url}/echo?older`)
      await mismatch()
      const page = await openPage({ viewport: { width: 700, height: 800 } })
      await rows(page).first().waitFor()
      await page.keyboard.press('/')
      expect(await page.getByRole('searchbox').evaluate((box) => box === document.activeElement)).toBe(true)
      await page.getByRole('listbox').focus()
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      const heading = page.getByRole('heading', { name: 'GET /echo?name=a%20b' })
      expect(await heading.evaluate((title) => title === document.activeElement)).toBe(true)
      await page.keyboard.press('Escape')
      const list = page.getByRole('listbox')
      expect(await list.evaluate((element) => element === document.activeElement)).toBe(true)
      expect(await list.getAttribute('aria-activedescendant')).toBe('request-2')
    })

    test('what came is counted aloud, not said one by one', async () => {
      const page = await openPage({}, (opening) => opening.clock.install())
      await mismatch()
      await fetch(`${oci.url}/echo`)
      await page.getByRole('button', { name: 'Unsigned 1' }).waitFor()
      await page.clock.runFor(4000)
      await page.getByText('2 new requests, 1 refused.').waitFor({ state: 'attached' })
      expect(await page.getByText('2 new requests').getAttribute('role')).toBe('status')
    })

    test('an opened refusal marks the first difference, tells the reason and what to do', async () => {
      await mismatch()
      const page = await openPage()
      await rows(page).first().click()
      const first = page.getByRole('row', { name: 'first difference' })
      expect(await first.locator('td').nth(0).innerText()).toContain('(request-target): get /echo?name=a␣b')
      expect(await first.locator('td').nth(0).locator('mark').innerText()).toBe('␣')
      expect(await first.locator('td').nth(1).locator('mark').innerText()).toBe('%20')
      const detail = await page.locator('.detail').innerText()
      expect(detail).toContain('signature-mismatch')
      expect(detail).toContain('What to do')
      expect(detail).toContain('the client signed the decoded form')
      expect(detail).toContain('sent as a%20b')
    })

    test('an opened token shows its claims and its life, never the token', async () => {
      const { keyId, privateKeyPem: key, token } = oci.createSession()
      await sendSigned(oci, '/echo', { keyId, key })
      const page = await openPage()
      await rows(page).first().click()
      const detail = await page.locator('.detail').innerText()
      expect(detail).toMatch(/valid for 59 min \d+ s more|valid for 1 h more/)
      expect(detail).toContain('kind of principal')
      expect(await page.content()).not.toContain(token.split('.')[2])
    })

    test('what is copied holds no secret, and says so', async () => {
      const { keyId, privateKeyPem: key } = oci.createSession()
      await sendSigned(oci, '/echo?token=abc', { keyId, key })
      const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] })
      await rows(page).first().click()
      const copied = () => page.evaluate(() => navigator.clipboard.readText())
      await page.getByRole('button', { name: 'Copy as curl' }).click()
      await page.getByText('Copied as curl.').waitFor()
      expect(await copied()).toMatch(
        /^# <redacted> stands for secrets[^]*curl --globoff --request 'GET' --path-as-is 'http/,
      )
      await page.getByRole('button', { name: 'Copy as test' }).click()
      await page.getByText('Copied as test.').waitFor()
      expect(await copied()).toContain('const session = oci.createSession()')
      expect(await copied()).not.toContain(keyId.slice(3, 40))
    })

    test('sets the clock, and adds and clears faults', async () => {
      const page = await openPage()
      await page.getByRole('button', { name: 'Emulator’s clock' }).click()
      await page.getByRole('button', { name: 'Freeze' }).click()
      await page.getByRole('button', { name: 'Let it run' }).waitFor()
      const before = oci.clock.now()
      await page.getByRole('button', { name: '+ 5 min' }).click()
      await expect.poll(() => oci.clock.now()).toBe(before + 300_000)
      await page.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('button', { name: 'Faults' }).click()
      await page.getByLabel('What happens').selectOption('503 Service unavailable')
      await page.getByLabel('Path').fill('/20160918/*')
      await page.getByRole('button', { name: 'Add the fault' }).click()
      await page.getByText('1 more').waitFor()
      expect((await fetch(`${oci.url}/20160918/regions`)).status).toBe(503)
      await page.getByRole('button', { name: 'Add the fault' }).click()
      await page.getByText('1 more').waitFor()
      await page.getByRole('button', { name: 'Clear all' }).click()
      await page.getByText('No fault is waiting.').waitFor()
      expect((await fetch(`${oci.url}/20160918/regions`)).status).toBe(401)
    })

    test.each([
      ['Emulator’s clock', 'Freeze', '**/inspector/clock'],
      ['Faults', 'Add the fault', '**/inspector/faults'],
    ])('why something failed is said in the dialog %s, until the next attempt', async (name, button, address) => {
      const page = await openPage()
      await page.getByRole('button', { name }).click()
      const problem = () => page.locator('dialog[open] [role=alert]').textContent()
      await page.route(address, (route) => route.fulfill({ status: 400, json: { message: 'No.' } }), { times: 1 })
      await page.getByRole('button', { name: button }).click()
      await expect.poll(problem).toBe('No.')
      await page.route(address, (route) => route.abort(), { times: 1 })
      await page.getByRole('button', { name: button }).click()
      await expect.poll(problem).toBe('The emulator gives no answer. Look whether it still runs.')
      await page.getByRole('button', { name: button }).click()
      await expect.poll(problem).toBe('')
    })

    test('another emulator at the same address is shown in place of the first one, and obeys the page', async () => {
      await fetch(`${oci.url}/echo`)
      const page = await openPage()
      await rows(page).first().waitFor()
      const port = Number(new URL(oci.url).port)
      await oci.close()
      await page.getByText('Emulator gone, trying again').waitFor()
      oci = await startEmulator({ port })
      await page.getByText('No request yet').waitFor()
      await page.getByRole('button', { name: 'Emulator’s clock' }).click()
      await page.getByRole('button', { name: 'Freeze' }).click()
      await expect.poll(() => oci.clock.isFrozen()).toBe(true)
    })

    test('a page of another origin can neither change nor read anything', async () => {
      const foreign = await serveOnce()
      onTestFinished(() => foreign.close())
      const context = await browser.newContext()
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(foreign.url)
      const tried = await page.evaluate(async (target) => {
        const post = (mode: RequestMode) =>
          fetch(`${target}/inspector/clock`, { method: 'POST', mode, body: '{"action":"freeze"}' }).then(
            ({ type }) => type,
            () => 'refused',
          )
        const read = (path: string) =>
          fetch(target + path).then(
            ({ type }) => type,
            () => 'refused',
          )
        return [await post('cors'), await post('no-cors'), await read('/'), await read('/inspector/requests')]
      }, oci.url)
      // The second is sent, and its answer hidden: the emulator itself has to refuse it.
      expect(tried).toEqual(['refused', expect.stringMatching(/opaque|refused/), 'refused', 'refused'])
      expect(oci.clock.isFrozen()).toBe(false)
    })

    test('nothing in a request is ever markup', async () => {
      await hostileRequest(oci)
      const page = await openPage()
      await rows(page).first().click()
      await page.getByRole('heading', { name: 'Headers' }).waitFor()
      expect(await page.locator('main img, main script, main a, main iframe').count()).toBe(0)
      expect(await page.locator('.detail').innerText()).toContain('<script>alert(1)</script>')
    })

    test('of ten thousand rows only those that can be seen are in the document', async () => {
      await fetch(`${oci.url}/echo`)
      const [record] = oci.requests
      const records = Array.from({ length: 10_000 }, (_, index) => ({ ...record, number: index + 1 }))
      const body = `retry: 600000\n\nevent: requests\ndata: ${JSON.stringify(records)}\n\n`
      const page = await openPage()
      await page.route('**/inspector/events', (route) => route.fulfill({ contentType: 'text/event-stream', body }))
      await page.reload()
      await page.getByRole('button', { name: 'Unsigned 10000' }).waitFor()
      expect(await rows(page).first().getAttribute('aria-setsize')).toBe('10000')
      for (const key of ['End', 'PageUp', 'Home', 'PageDown']) {
        await page.getByRole('listbox').press(key)
        await page.getByRole('option', { selected: true }).waitFor()
        expect(await rows(page).count()).toBeLessThan(60)
      }
      await page.getByRole('listbox').press('End')
      const last = page.getByRole('option', { selected: true })
      await expect.poll(() => last.getAttribute('aria-posinset')).toBe('10000')
    })

    test.each([360, 700, 1000, 1200, 2560])('nothing is wider than a window of %d pixels', async (width) => {
      await fetch(`${oci.url}/${'long'.repeat(200)}`)
      oci.clock.offset(-400 * 86_400_000 - 3_599_000)
      oci.faults.add({ match: { path: `/${'long'.repeat(200)}` }, effect: { status: 503 } })
      await mismatch()
      const page = await openPage({ viewport: { width, height: 740 } })
      await rows(page).first().click()
      await page.locator('#detail-title').waitFor()
      const overflow = () =>
        page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          const wide = [...document.querySelectorAll('.detail, .list, .bar, dialog[open]')].filter(
            (element) => element.scrollWidth > element.clientWidth,
          )
          return [scrollWidth - clientWidth, wide.length]
        })
      expect(await overflow()).toEqual([0, 0])
      await page.keyboard.press('Escape')
      expect(await overflow()).toEqual([0, 0])
      for (const name of ['Emulator’s clock', 'Faults']) {
        await page.getByRole('button', { name }).click()
        expect(await overflow()).toEqual([0, 0])
        await page.keyboard.press('Escape')
      }
    })

    test.each<['light' | 'dark', number]>([
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
      ['dark', 360],
    ])(
      'the checker of accessibility finds nothing: %s, %d pixels wide',
      async (colorScheme, width) => {
        await sendSigned(oci, '/echo')
        await fetch(`${oci.url}/echo`)
        oci.faults.add({ times: 1, effect: { status: 500 } })
        await sendSigned(oci, '/echo')
        const { keyId, privateKeyPem: key } = oci.createSession()
        await sendSigned(oci, '/echo?a=%20', { keyId, key, signedTarget: '/echo?a= ' })
        oci.clock.advance(60_000)
        await sendSigned(oci, '/echo', { now: 0 })
        const page = await openPage({
          colorScheme,
          viewport: { width, height: 800 },
          bypassCSP: true,
          reducedMotion: 'reduce',
        })
        await page.evaluate(await readFile(AXE, 'utf8'))
        expect(await violations(page)).toEqual([])
        await page.locator('[role=option]', { hasText: 'signature-mismatch' }).click()
        expect(await violations(page)).toEqual([])
        await page.getByText('Authorization, taken apart').click()
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('Escape')
        for (const button of ['Emulator’s clock', 'Faults']) {
          await page.getByRole('button', { name: button }).first().click()
          expect(await violations(page)).toEqual([])
          await page.keyboard.press('Escape')
        }
        await page.getByRole('searchbox').fill('nothing has this')
        expect(await violations(page)).toEqual([])
      },
      60_000,
    )

    test('light and dark follow the machine until the reader chooses', async () => {
      const page = await openPage({ colorScheme: 'dark' })
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      const dark = await ground()
      await page.getByRole('button', { name: 'Light or dark' }).click()
      const light = await ground()
      expect(light).not.toBe(dark)
      await page.reload()
      await page.getByText('Live', { exact: true }).waitFor()
      expect(await ground()).toBe(light)
    })
  },
)

/** What a stranger may write into method, target, headers, host and token; each with something that would be markup. */
function hostileRequest(oci: Emulator): Promise<void> {
  const content = Buffer.from(JSON.stringify({ sub: HOSTILE, [HOSTILE]: HOSTILE })).toString('base64url')
  const headers = {
    authorization: `Bearer e30.${content}.c2ln`,
    'x-hostile': HOSTILE,
    'opc-request-id': '<script>alert(1)</script>',
    date: HOSTILE,
  }
  const target = '/%3Cscript%3E?<script>alert(1)</script>=<img/src=x/onerror=alert(1)>'
  return new Promise((resolve, reject) => {
    const sent = request(oci.url, { path: target, headers }, (answer) => answer.resume().on('end', resolve))
    sent.on('error', reject).end()
  })
}

declare const axe: { run: (options: RunOptions) => Promise<AxeResults> }

async function violations(page: Page): Promise<unknown[]> {
  const results = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }))
  return results.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, any }) => [html.slice(0, 200), any[0]?.message]),
  }))
}
