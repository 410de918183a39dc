// The listener of a login over real HTTP: what it shows, to whom, and what no foreign page and no other program can do to a login.
import { logIn } from '@x-tools/emulated/log-in'
import { connect } from 'node:net'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeHome, type Home } from '../home.ts'
import { arrive, ask, begin, secretOf, type Begun } from './user.ts'

let oci: Emulator
let home: Home
let login: Begun
let stop: AbortController
const discarded: string[] = []
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  home = await makeHome(oci)
  stop = new AbortController()
  discarded.length = 0
  const told = { signal: stop.signal, onDiscarded: ({ reason }: { reason: string }) => discarded.push(reason) }
  login = await begin({ profile: 'DAILY', region: 'phx', ...told, ...home.options })
})
afterEach(async () => {
  stop.abort()
  await login.done.catch(() => {})
  await home.remove()
})

describe('the page', () => {
  test('runs its own script alone, loads nothing, is not kept, framed or shared, and hides what serves it', async () => {
    const { status, headers, text } = await ask(login.port)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      connection: 'close',
    })
    for (const name of ['server', 'set-cookie', 'access-control-allow-origin']) expect(headers).not.toHaveProperty(name)
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))?.[1]
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(text.match(/<script[^>]*>/g)).toEqual([
      `<script nonce="${nonce}" data-secret="${secretOf({ status, headers, text })}">`,
    ])
    expect(text).not.toMatch(/console|localStorage|innerHTML|\bon\w+=|https?:/)
  })

  test('takes the answer out of its address before it does anything else', async () => {
    const [, script = ''] = /<script[^>]*>\n([^]*)<\/script>/.exec((await ask(login.port)).text) ?? []
    expect(script.split('\n').slice(0, 2)).toEqual([
      'const answer = location.hash.slice(1) || location.search.slice(1)',
      "history.replaceState(null, '', '/')",
    ])
  })

  test('can be used by keyboard and screen reader, and without a script by hand', async () => {
    const { text } = await ask(login.port)
    for (const piece of [
      '<html lang="en">',
      'role="status" aria-live="polite"',
      '<main aria-busy="true">',
      '<h1 tabindex="-1">',
      '<noscript>',
    ])
      expect(text).toContain(piece)
  })

  test('has another nonce each time, and the secret of its login', async () => {
    const pages = [await ask(login.port), await ask(login.port)]
    expect(new Set(pages.map(({ headers }) => headers['content-security-policy'])).size).toBe(2)
    const other = await begin({ profile: 'OTHER', signal: stop.signal, ...home.options })
    expect(new Set([...pages, await ask(other.port)].map(secretOf)).size).toBe(2)
    stop.abort()
    await rejectionOf(other.done)
  })
})

describe('a good token is not taken', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, number]>([
    ['under a foreign name', { host: 'evil.example:8181', origin: 'http://evil.example:8181' }, 421],
    ['from a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['from no page', { origin: undefined }, 403],
    ['without the secret', { 'x-login-secret': undefined }, 403],
    ['with the secret of another login', { 'x-login-secret': 'A'.repeat(43) }, 403],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['in pieces of unknown length', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, 411],
  ])('%s', async (_, headers, status) => {
    const address = await logIn(oci, login.pending.url)
    expect((await arrive(login.port, address, headers)).status).toBe(status)
    expect(discarded).toEqual([])
    expect(await rejectionOf(stat(join(home.path, '.oci', 'sessions', 'DAILY')))).toMatchObject({ code: 'ENOENT' })
    expect((await arrive(login.port, address)).status).toBe(200)
    expect((await login.done).user).toBe(oci.user)
  })

  test('by GET, at any path', async () => {
    const token = (await logIn(oci, login.pending.url)).split('#')[1]
    const answers = await Promise.all(
      [`/token?${token}`, `/whatever?${token}`, `/?${token}`].map((path) => ask(login.port, { path })),
    )
    expect(answers.map(({ status }) => status)).toEqual([405, 404, 200])
    expect(answers.some(({ text }) => text.includes('eyJ'))).toBe(false)
    expect(await rejectionOf(stat(join(home.path, '.oci', 'sessions', 'DAILY')))).toMatchObject({ code: 'ENOENT' })
  })
})

test.each([
  ['no JSON', 'x', 400],
  ['no answer', '{}', 400],
  ['an answer that is no text', '{"answer":{"security_token":"x"}}', 400],
  ['a giant', JSON.stringify({ answer: 'x'.repeat(70_000) }), 413],
])('what is sent as %s is refused, and counts for nothing', async (_, body, status) => {
  const secret = secretOf(await ask(login.port))
  const headers = {
    origin: 'http://localhost:8181',
    'content-type': 'application/json',
    'x-login-secret': secret,
  }
  expect((await ask(login.port, { method: 'POST', path: '/token', body, headers })).status).toBe(status)
  expect(discarded).toEqual([])
  expect((await ask(login.port)).status).toBe(200)
})

test('who connects and says nothing, or begins an answer and stops, does not keep the port at the end', async () => {
  const secret = secretOf(await ask(login.port))
  const head = `POST /token HTTP/1.1\r\nhost: localhost:8181\r\norigin: http://localhost:8181\r\ncontent-type: application/json\r\nx-login-secret: ${secret}\r\ncontent-length: 100\r\n\r\n{`
  const ended = ['', head].map((sent) => {
    const socket = connect(login.port, '127.0.0.1', () => socket.write(sent))
    return new Promise<void>((resolve) => socket.on('error', () => {}).on('close', () => resolve()))
  })
  await arrive(login.port, await logIn(oci, login.pending.url))
  await login.done
  await Promise.all(ended)
  await expect(ask(login.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('nothing is written to the terminal', async () => {
  const streams = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
  const logs = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name))
  await ask(login.port, { path: '/x' })
  await arrive(login.port, 'http://localhost:8181/#security_token=x')
  await arrive(login.port, await logIn(oci, login.pending.url))
  await login.done
  const calls = [...streams, ...logs]
    .flatMap((spy) => spy.mock.calls.map(String))
    .filter((text) => /token|eyJ|login/i.test(text))
  expect(calls).toEqual([])
})
