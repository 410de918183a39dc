// A login with a browser over the emulator's login page, without one: what a browser sends is sent by hand, so that it runs everywhere.
import { logIn } from '@x-tools/emulated/log-in'
import { createPrivateKey } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { loadConfig, updateConfigFile } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import type { SecurityTokenSigner } from '@x/signer'
import { localSigner } from '@x/signer/principal'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import {
  authenticate,
  listSessions,
  refreshSession,
  type AuthenticateOptions,
  type LoginError,
  type PendingLogin,
} from '../../src/index.ts'
import { makeHome, type Home } from '../home.ts'
import { arrive, ask, begin, secretOf, type Begun } from './user.ts'

let oci: Emulator
let home: Home
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.faults.clear()
  Object.assign(oci.login, { jwk: true, errors: 'page' })
  home = await makeHome(oci)
})
afterEach(() => home.remove())

const all = (options: Partial<AuthenticateOptions>): AuthenticateOptions => ({
  profile: 'DAILY',
  region: 'phx',
  retryStrategy: NONE_RETRY_STRATEGY,
  ...home.options,
  ...options,
})

/** A login that ends with the test. */
async function begun(options: Partial<AuthenticateOptions> = {}): Promise<Begun> {
  const stop = new AbortController()
  const login = await begin(all({ signal: stop.signal, ...options }))
  onTestFinished(async () => {
    stop.abort()
    await login.done.catch(() => {})
  })
  return login
}

const folder = (profile = 'DAILY'): string => join(home.path, '.oci', 'sessions', profile)

async function statusOfCall(profile = 'DAILY', passphrase?: string): Promise<number> {
  const config = await loadConfig({ profile, ...home.options })
  const signer = localSigner('security_token', passphrase === undefined ? config : config.with({ passphrase }), {})
  return (await createSignedFetch(signer as SecurityTokenSigner)(`${oci.url}/20160918/regions`)).status
}

const isReleased = (port: number): Promise<unknown> => expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })

describe('a login', () => {
  test('opens a session that signs, tells so on its page when it is saved, and releases the port', async () => {
    const { pending, done, port } = await begun()
    const { status, text } = await arrive(port, await logIn(oci, pending.url))
    const session = await done
    expect(session).toEqual({
      profile: 'DAILY',
      configFile: home.configFile,
      tokenFile: join(folder(), 'token'),
      keyFile: join(folder(), 'oci_api_key.pem'),
      region: 'us-phoenix-1',
      tenancy: oci.tenancy,
      user: oci.user,
      expiresAt: expect.any(Number),
      sessionEndsAt: expect.any(Number),
    })
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        state: 'done',
        title: 'You are logged in',
        lines: [
          'The session of the profile DAILY is saved. You can close this window.',
          `User: ${oci.user}`,
          `Tenancy: ${oci.tenancy}`,
          'Region: us-phoenix-1',
        ],
      },
    ])
    expect((await readdir(folder())).sort()).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
    expect(await statusOfCall()).toBe(200)
    expect((await refreshSession({ profile: 'DAILY', ...home.options })).outcome).toBe('renewed')
    await isReleased(port)
  })

  test('comes back over IPv4 and IPv6, whatever the browser takes localhost for', async () => {
    const { port, done, pending } = await begun()
    const pages = await Promise.all([ask(port), ask(port, { host: '::1' })])
    expect(new Set(pages.map(secretOf)).size).toBe(1)
    await arrive(port, await logIn(oci, pending.url))
    await done
  })

  test('comes back over a chosen address alone', async () => {
    const { port, pending } = await begun({ listen: { host: '127.0.0.1', port: 0 } })
    expect(pending.sshCommand).toMatch(new RegExp(`^ssh -L 8181:127\\.0\\.0\\.1:${port} `))
    expect((await ask(port)).status).toBe(200)
    await expect(ask(port, { host: '::1' })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('is told how a tunnel leads to an address of IPv6', async () => {
    const stop = new AbortController()
    const sshCommand = await new Promise<string | undefined>((resolve, reject) => {
      const onPending = (login: PendingLogin): void => resolve(login.sshCommand)
      const done = authenticate(all({ listen: { host: '::1', port: 0 }, onPending, signal: stop.signal }))
      done.catch(reject)
    })
    stop.abort()
    expect(sshCommand).toMatch(/^ssh -L 8181:\[::1\]:\d+ \S+$/)
  })

  test('without a region takes the home region that the service tells', async () => {
    const { pending, done } = await begun({ region: undefined, listen: false })
    await pending.paste(await logIn(oci, pending.url))
    expect((await done).region).toBe('us-phoenix-1')
  })

  test('opens the browser, where it can, after it listens', async () => {
    const pages: unknown[] = []
    const { url, port } = await new Promise<{ url: string; port: number }>((resolve, reject) => {
      const stop = new AbortController()
      const done = authenticate(
        all({
          signal: stop.signal,
          listen: { port: 0 },
          onPending: ({ sshCommand }) => pages.push(sshCommand),
          openBrowser: (address) => resolve({ url: address, port: Number(/:(\d+) /.exec(String(pages[0]))?.[1]) }),
        }),
      )
      done.catch(reject)
      onTestFinished(async () => {
        stop.abort(new Error('done'))
        await done.catch(() => {})
      })
    })
    expect([url.startsWith(`${oci.url}/v1/oauth2/authorize?action=login&`), (await ask(port)).status]).toEqual([
      true,
      200,
    ])
  })

  test('gets a token that does not name its key proved by a call, before anything is written', async () => {
    oci.login.jwk = false
    const before = oci.count('GET', '/20160918/regions')
    const { pending, done } = await begun({ listen: false, passphrase: 'hunter2' })
    await pending.paste(await logIn(oci, pending.url))
    await done
    expect(oci.count('GET', '/20160918/regions') - before).toBe(1)
    expect(await statusOfCall('DAILY', 'hunter2')).toBe(200)
  })

  test('has an encrypted key where a passphrase is given, which is stored only on request', async () => {
    for (const storePassphrase of [false, true]) {
      const { pending, done } = await begun({ listen: false, passphrase: 'hunter2', storePassphrase, overwrite: true })
      await pending.paste(await logIn(oci, pending.url))
      const pem = await readFile(String((await done).keyFile), 'utf8')
      expect(createPrivateKey({ key: pem, passphrase: 'hunter2' }).type).toBe('private')
      expect((await readFile(home.configFile, 'utf8')).includes('pass_phrase=hunter2')).toBe(storePassphrase)
    }
  })

  test('remembers tenancy and identity provider for the next one, and the region', async () => {
    const names = { tenancyName: 'emulator', identityProviderName: 'emulator-idp' }
    const first = await begun({ ...names, listen: false })
    await first.pending.paste(await logIn(oci, first.pending.url))
    await first.done
    await updateConfigFile({ file: home.configFile, profile: 'DAILY', set: { region: 'us-ashburn-1' } })
    const second = await begun({ listen: false, overwrite: true, region: undefined })
    const asked = new URL(second.pending.url).searchParams
    expect([asked.get('tenant'), asked.get('provider')]).toEqual(['emulator', 'emulator-idp'])
    await second.pending.paste(await logIn(oci, second.pending.url))
    expect((await second.done).region).toBe('us-ashburn-1')
    const { raw } = await loadConfig({ profile: 'DAILY', ...home.options })
    expect(raw).toMatchObject({ login_tenancy_name: 'emulator', login_identity_provider_name: 'emulator-idp' })
  })
})

describe('a login whose browser is elsewhere', () => {
  test('takes the address that was pasted, and goes on after a wrong one', async () => {
    const { pending, done, port } = await begun()
    const address = await logIn(oci, pending.url)
    expect(await rejectionOf(pending.paste('http://localhost:8181/'))).toMatchObject({ reason: 'no-answer' })
    expect(await rejectionOf(pending.paste(address.replace(/security_token=[^&]+/, 'security_token=x')))).toMatchObject(
      {
        reason: 'not-a-token',
      },
    )
    await pending.paste(` ${address.slice(0, 200)}\n${address.slice(200)}\n`)
    await done
    expect(await rejectionOf(pending.paste(address))).toMatchObject({ code: 'ERR_LOGIN', reason: 'over' })
    expect(await statusOfCall()).toBe(200)
    await isReleased(port)
  })

  test('is told how a tunnel leads here, and needs no port when it only pastes', async () => {
    const { pending, port } = await begun()
    expect(pending.sshCommand).toMatch(new RegExp(`^ssh -L 8181:localhost:${port} \\S+$`))
    expect((await begun({ profile: 'OTHER', listen: false })).pending.sshCommand).toBeUndefined()
  })
})

describe('a login ends', () => {
  test.each<['page' | 'paste', number]>([
    ['page', 400],
    ['paste', 0],
  ])('when the user denies, by %s', async (way, status) => {
    const { pending, done, port } = await begun()
    const address = await logIn(oci, pending.url, 'deny')
    const [page, pasted] =
      way === 'page' ? [await arrive(port, address), undefined] : [undefined, await rejectionOf(pending.paste(address))]
    const error = (await rejectionOf(done)) as LoginError
    expect(error).toMatchObject({ code: 'ERR_LOGIN', reason: 'denied' })
    expect(error.message).toBe(
      'The login was denied: "access_denied, The user denied the login". Begin again, and let the user sign in.',
    )
    expect([page?.status ?? 0, page && JSON.parse(page.text)]).toEqual([
      status,
      page && { state: 'failed', title: 'The login failed', lines: [error.message] },
    ])
    expect(pasted).toBe(page ? undefined : error)
    await isReleased(port)
    expect(await rejectionOf(stat(folder()))).toMatchObject({ code: 'ENOENT' })
  })

  test('when the service refuses, with what it says, and nothing that would steer a terminal', async () => {
    const { pending, done } = await begun({ listen: false })
    const said = new URLSearchParams({ error: 'invalid_request', error_description: 'no\u001B[2J\u202Esuch "thing"' })
    await rejectionOf(pending.paste(`http://localhost:8181/#${said.toString()}`))
    expect(await rejectionOf(done)).toMatchObject({
      reason: 'refused-by-service',
      message: expect.stringContaining(String.raw`refused: "invalid_request, no [2J such \"thing\"". Check region`),
    })
  })

  test('when nobody logs in in time, and when it is aborted', async () => {
    const late = await begun({ timeoutMs: 1 })
    expect(await rejectionOf(late.done)).toMatchObject({
      reason: 'timeout',
      message: expect.stringContaining('within 0.001 s.'),
    })
    await isReleased(late.port)
    const stop = new AbortController()
    const aborted = await begun({ signal: stop.signal })
    stop.abort(new Error('Ctrl-C'))
    expect(await rejectionOf(aborted.done)).toMatchObject({ message: 'Ctrl-C' })
    await isReleased(aborted.port)
  })

  test('when the browser cannot be opened', async () => {
    const cause = new Error('no display')
    const openBrowser = (): never => {
      throw cause
    }
    const error = await rejectionOf(authenticate(all({ listen: { port: 0 }, openBrowser })))
    expect(error).toMatchObject({ reason: 'browser-failed', cause })
  })

  test('when the service does not tell the home region, without a region', async () => {
    const { pending, done } = await begun({ region: undefined, listen: false })
    const address = await logIn(oci, pending.url)
    await rejectionOf(pending.paste(address.replace(/&id_token=[^&]+/, '')))
    expect(await rejectionOf(done)).toMatchObject({ reason: 'no-region' })
  })

  test('when the service that would prove a token fails', async () => {
    oci.login.jwk = false
    oci.faults.add({ match: { path: '/20160918/regions' }, effect: { status: 503 } })
    const { pending, done } = await begun({ listen: false })
    const failed = await rejectionOf(pending.paste(await logIn(oci, pending.url)))
    expect(failed).toMatchObject({ name: 'ServiceError', status: 503 })
    expect(await rejectionOf(done)).toBe(failed)
    expect(await rejectionOf(stat(folder()))).toMatchObject({ code: 'ENOENT' })
  })

  test('when the session cannot be saved, which its page does not call a success', async () => {
    const { pending, done, port } = await begun()
    // Somebody else made the profile in between.
    await updateConfigFile({ file: home.configFile, profile: 'DAILY', set: { user: 'ocid1.user..x' } })
    const { status, text } = await arrive(port, await logIn(oci, pending.url))
    expect(await rejectionOf(done)).toMatchObject({ code: 'ERR_SESSION_PROFILE', reason: 'exists' })
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { state: 'failed', title: 'The login could not be kept', lines: ['The program that began the login tells why.'] },
    ])
  })
})

describe('an answer is discarded, and the login goes on', () => {
  test.each<
    [string, () => Promise<Partial<AuthenticateOptions>>, (address: string) => string | Promise<string>, string]
  >([
    ['without an answer', async () => ({}), () => 'http://localhost:8181/#x=y', 'no-answer'],
    ['that is no token', async () => ({}), () => 'http://localhost:8181/#security_token=a.b.c', 'not-a-token'],
    ['of another login', async () => ({}), () => elsewhere(), 'foreign-token'],
    [
      'with the identity of another login',
      async () => ({}),
      async (address) =>
        address.replace(/id_token=[^&]+/, new URLSearchParams({ id_token: await otherIdentity() }).toString()),
      'wrong-nonce',
    ],
    [
      'without an identity that can be read',
      async () => ({}),
      (address) => address.replace(/id_token=[^&]+/, 'id_token=x'),
      'wrong-nonce',
    ],
    [
      'for another tenancy',
      async () => ({ expectedTenancy: 'ocid1.tenancy.oc1..other' }),
      (address) => address,
      'unexpected-tenancy',
    ],
    ['that is over', async () => ({ now: () => Date.now() + 7_200_000 }), (address) => address, 'expired'],
  ])('when it comes %s', async (_, optionsOf, change, reason) => {
    const discarded: LoginError[] = []
    const { pending, port } = await begun({ ...(await optionsOf()), onDiscarded: (error) => discarded.push(error) })
    const { status, text } = await arrive(port, await change(await logIn(oci, pending.url)))
    expect(discarded.map((error) => error.reason)).toEqual([reason])
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { state: 'failed', title: 'This answer was not taken', lines: [discarded[0]?.message] },
    ])
    expect(JSON.stringify([discarded, text])).not.toMatch(/eyJ/)
    expect(await rejectionOf(stat(folder()))).toMatchObject({ code: 'ENOENT' })
    expect((await ask(port)).status).toBe(200)
  })

  test('and the right one is taken after all of them', async () => {
    const { pending, done, port } = await begun()
    const address = await logIn(oci, pending.url)
    for (const wrong of ['http://localhost:8181/#', await elsewhere()])
      expect((await arrive(port, wrong)).status).toBe(400)
    expect((await arrive(port, address)).status).toBe(200)
    expect((await done).user).toBe(oci.user)
  })

  test('when the service says that a token without a key is not of this one', async () => {
    oci.login.jwk = false
    const { pending, port } = await begun()
    const anonymous = (await elsewhere()).replace(/&id_token=[^&]+/, '')
    expect((await arrive(port, anonymous)).text).toContain('for the key of another login')
    expect(await rejectionOf(pending.paste(anonymous))).toMatchObject({ reason: 'foreign-token' })
    expect(await rejectionOf(stat(folder()))).toMatchObject({ code: 'ENOENT' })
  })

  /** Where the browser ends after a login that somebody else began. */
  async function elsewhere(): Promise<string> {
    const other = await begun({ profile: 'OTHER', listen: false })
    // Its nonce is another one, too: what counts first is the key.
    return logIn(oci, other.pending.url)
  }

  async function otherIdentity(): Promise<string> {
    return new URLSearchParams((await elsewhere()).split('#')[1]).get('id_token') ?? ''
  }
})

describe('two logins at once', () => {
  test('do not share a port: the second is told so before its browser opens', async () => {
    const first = await begun()
    const opened: string[] = []
    const second = authenticate(
      all({ profile: 'B', listen: { port: first.port }, openBrowser: (url) => opened.push(url) }),
    )
    const error = (await rejectionOf(second)) as LoginError
    expect(error).toMatchObject({ code: 'ERR_LOGIN', reason: 'port-in-use' })
    expect(error.message).toContain(`listens at 127.0.0.1:${first.port}. End it, or pass listen: false`)
    expect(opened).toEqual([])
    await arrive(first.port, await logIn(oci, first.pending.url))
    await first.done
  })

  test('meet at port 8181 where nothing else is said', async () => {
    const other = createServer()
    // Where another program has it already, it is taken as well.
    await new Promise<void>((resolve) => other.on('error', () => resolve()).listen(8181, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const error = await rejectionOf(authenticate(all({ openBrowser: () => {} })))
    expect(error).toMatchObject({ reason: 'port-in-use', message: expect.stringContaining('at 127.0.0.1:8181.') })
  })

  test('are both done where one is pasted', async () => {
    const [a, b] = [await begun(), await begun({ profile: 'B', listen: false })]
    await Promise.all([
      b.pending.paste(await logIn(oci, b.pending.url)),
      arrive(a.port, await logIn(oci, a.pending.url)),
    ])
    expect([(await a.done).profile, (await b.done).profile]).toEqual(['DAILY', 'B'])
    expect([await statusOfCall('DAILY'), await statusOfCall('B')]).toEqual([200, 200])
    const valid = (await listSessions(home.options)).filter((one) => one.valid)
    expect(valid.map(({ profile }) => profile).sort()).toEqual(['B', 'DAILY', 'SESSION'])
  })

  test('a port that is taken on one of the two addresses of localhost is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '::1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as { readonly port: number }
    const error = await rejectionOf(authenticate(all({ listen: { port }, openBrowser: () => {} })))
    expect(error).toMatchObject({ reason: 'port-in-use', message: expect.stringContaining(`[::1]:${port}`) })
    await isReleased(port)
  })
})

describe('nobody is asked to log in', () => {
  test.each<[string, () => Promise<object>, object]>([
    [
      'by an option misspelt',
      async () => ({ profileName: 'x' }),
      { message: expect.stringContaining('Did you mean `profile`') },
    ],
    [
      'at an address misspelt',
      async () => ({ listen: { prot: 1 } }),
      { message: expect.stringContaining('Did you mean `port`') },
    ],
    ['at no port', async () => ({ listen: { port: 65_536 } }), { code: 'ERR_INVALID_ARGUMENT' }],
    ['at no host', async () => ({ listen: { host: ' ' } }), { code: 'ERR_INVALID_ARGUMENT' }],
    ['for no time', async () => ({ timeoutMs: 0 }), { code: 'ERR_INVALID_ARGUMENT' }],
    ['for ever', async () => ({ timeoutMs: Infinity }), { code: 'ERR_INVALID_ARGUMENT' }],
    [
      'with a name that is empty',
      async () => ({ tenancyName: '' }),
      { message: expect.stringContaining('tenancyName is empty') },
    ],
    [
      'for a name with a path',
      async () => ({ profile: '../x' }),
      { code: 'ERR_SESSION_PROFILE', reason: 'invalid-name' },
    ],
    [
      'over an API key',
      async () => ({ profile: 'DEFAULT', overwrite: true }),
      { code: 'ERR_SESSION_PROFILE', reason: 'exists' },
    ],
    [
      'over a session of the same name',
      async () => {
        const { pending } = await begun({ listen: false })
        await pending.paste(await logIn(oci, pending.url))
        return {}
      },
      { code: 'ERR_SESSION_PROFILE', reason: 'exists' },
    ],
    ['in a region that nobody knows', async () => ({ region: 'mars-1' }), { code: 'ERR_UNKNOWN_REGION' }],
    ['over plain http', async () => ({ loginEndpoint: 'http://login.example.com' }), { code: 'ERR_INVALID_ARGUMENT' }],
    [
      'with a proof over plain http',
      async () => ({ identityEndpoint: 'http://x.example' }),
      { code: 'ERR_INVALID_ARGUMENT' },
    ],
    [
      'into a folder that is none',
      async () => {
        await writeFile(join(home.path, 'file'), '')
        return { tokenLocation: '~/file' }
      },
      { code: 'ERR_SESSION_WRITE' },
    ],
    [
      'at an address of another machine',
      async () => ({ listen: { host: '192.0.2.1' } }),
      { code: 'ERR_LOGIN', reason: 'cannot-listen' },
    ],
    ['after it was aborted', async () => ({ signal: AbortSignal.abort(new Error('no')) }), { message: 'no' }],
  ])('%s', async (_, optionsOf, expected) => {
    const options = await optionsOf()
    const told: unknown[] = []
    const ports = { openBrowser: (url: string) => told.push(url), onPending: (login: PendingLogin) => told.push(login) }
    expect(await rejectionOf(authenticate(all({ listen: { port: 0 }, ...ports, ...options })))).toMatchObject(expected)
    expect(told).toEqual([])
  })

  test('when nobody would see the page, or bring the answer', async () => {
    const code = 'ERR_INVALID_ARGUMENT'
    expect(await rejectionOf(authenticate(all({})))).toMatchObject({
      code,
      message: expect.stringContaining('onPending'),
    })
    const blind = all({ listen: false, openBrowser: () => {} })
    expect(await rejectionOf(authenticate(blind))).toMatchObject({ code, message: expect.stringContaining('paste') })
  })
})
