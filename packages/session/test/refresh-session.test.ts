// A session renewed over real HTTP, and everything that keeps it from being renewed.
import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { updateConfigFile } from '@x/config'
import { withFileLock } from '@x/config/files'
import { startEmulator, type Emulator } from '@x/emulator'
import { NONE_RETRY_STRATEGY, retryStrategy } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { refreshSession, validateSession, type RefreshSessionOptions } from '../src/index.ts'
import { onFailingDisk, readOnly, withRoomFor, type DiskCall } from './failing-disk.ts'
import { gate } from './gate.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, loginAgain, openSession, REFRESH, type KeptSession } from './kept-session.ts'

const HOUR = 3_600_000

let oci: Emulator
let home: Home
let session: KeptSession
let before: string
let askedBefore = 0
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.faults.clear()
  oci.sessions.renewal = 'normal'
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  session = keptSession(home)
  before = await session.token()
  askedBefore = oci.count('POST', REFRESH)
})
afterEach(() => home.remove())

const now = (): number => oci.clock.now()
const asked = (): number => oci.count('POST', REFRESH) - askedBefore
const refresh = (options: Partial<RefreshSessionOptions> = {}) =>
  refreshSession({ profile: 'SESSION', retryStrategy: NONE_RETRY_STRATEGY, now, ...home.options, ...options })

/** Nothing was asked for, and nothing is another than it was. */
async function expectUntouched(): Promise<void> {
  expect([asked(), await session.token()]).toEqual([0, before])
  expect((await readdir(session.folder)).sort()).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
}

describe('a session that is renewed', () => {
  test('has a later token in the file of the old one, which is good, and nothing else changes', async () => {
    oci.clock.advance(HOUR / 2)
    const others = async () => [await readFile(session.keyFile, 'utf8'), await readFile(home.configFile, 'utf8')]
    const untouched = await others()
    expect(await refresh()).toEqual({
      profile: 'SESSION',
      tokenFile: session.tokenFile,
      outcome: 'renewed',
      expiresAt: now() + HOUR,
      previousExpiresAt: now() + HOUR / 2,
      sessionEndsAt: now() - HOUR / 2 + 24 * HOUR,
      atCeiling: false,
    })
    expect([await others(), asked()]).toEqual([untouched, 1])
    expect(await session.token()).not.toBe(before)
    expect(((await stat(session.tokenFile)).mode & 0o777).toString(8)).toBe('600')
    expect(await validateSession({ profile: 'SESSION', now, ...home.options })).toMatchObject({ valid: true })
    expect((await readdir(session.folder)).sort()).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
  })

  test('is renewed each time, unless it is only to be renewed when more than half of its life is over', async () => {
    expect((await refresh({ ifNeeded: true })).outcome).toBe('not-needed')
    await expectUntouched()
    oci.clock.advance(HOUR / 2 - 1000)
    expect((await refresh({ ifNeeded: true })).outcome).toBe('not-needed')
    oci.clock.advance(1000)
    expect((await refresh({ ifNeeded: true })).outcome).toBe('renewed')
    expect((await refresh()).outcome).toBe('renewed')
    expect(asked()).toBe(2)
  })

  test('tells that it has reached its end when a renewal does not move it', async () => {
    oci.sessions.renewal = 'unchanged'
    oci.clock.advance(600_000)
    const { outcome, expiresAt, previousExpiresAt, atCeiling } = await refresh()
    expect([outcome, expiresAt - previousExpiresAt, atCeiling]).toEqual(['renewed', 0, true])
  })

  test('has not reached its end because it is renewed as soon as it is there', async () => {
    const { expiresAt, previousExpiresAt, atCeiling } = await refresh()
    expect([expiresAt - previousExpiresAt, atCeiling]).toEqual([0, false])
  })

  test('tells that it has reached its end when the token ends with it', async () => {
    await loginAgain(oci, session, { sessionSeconds: 3000 })
    oci.clock.advance(600_000)
    const { expiresAt, sessionEndsAt, atCeiling } = await refresh()
    expect([expiresAt === sessionEndsAt, atCeiling]).toEqual([true, true])
  })

  test.each<[string, (token: string) => string | Uint8Array]>([
    ['a line break at its end', (token) => `${token}\r\n`],
    ['a byte order mark', (token) => `\uFEFF${token}`],
    ['white space around it', (token) => `\n  ${token}\t\n`],
    ['UTF-16', (token) => Buffer.from(`\uFEFF${token}`, 'utf16le')],
  ])('may have been saved by an editor, with %s', async (_, saved) => {
    await writeFile(session.tokenFile, saved(before))
    expect((await refresh()).outcome).toBe('renewed')
    expect(await session.token()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  test('is renewed where its token lies, when the file is a symbolic link', async () => {
    const elsewhere = join(home.path, 'elsewhere')
    await mkdir(elsewhere)
    await rename(session.tokenFile, join(elsewhere, 'jwt'))
    await symlink(join(elsewhere, 'jwt'), session.tokenFile)
    expect((await refresh()).tokenFile).toBe(session.tokenFile)
    expect(await readFile(join(elsewhere, 'jwt'), 'utf8')).not.toBe(before)
    expect(await session.token()).toBe(await readFile(join(elsewhere, 'jwt'), 'utf8'))
    expect(await readdir(elsewhere)).toEqual(['jwt'])
  })

  test('is renewed by a profile with paths and names of its own', async () => {
    const place = join(home.path, 'My tokens')
    await rename(session.folder, place)
    await rename(join(place, 'token'), join(place, 'jwt.txt'))
    await rename(join(place, 'oci_api_key.pem'), join(place, 'key'))
    const set = { security_token_file: '~/My tokens/jwt.txt', key_file: '~/My tokens/key' }
    await updateConfigFile({ file: home.configFile, profile: 'SESSION', set })
    expect((await refresh()).tokenFile).toBe(join(place, 'jwt.txt'))
    expect(await readFile(join(place, 'jwt.txt'), 'utf8')).not.toBe(before)
  })

  test('is renewed with a key that is encrypted, given its passphrase or finding it in the profile', async () => {
    await openSession(oci, home, { passphrase: 'hunter2' })
    const profile = 'SHORT'
    const error = await rejectionOf(refresh({ profile }))
    expect(error).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    expect(await rejectionOf(refresh({ profile, passphrase: 'wrong' }))).toMatchObject({
      code: 'ERR_INVALID_PRIVATE_KEY',
    })
    expect(asked()).toBe(0)
    expect((await refresh({ profile, passphrase: 'hunter2' })).outcome).toBe('renewed')
    await updateConfigFile({ file: home.configFile, profile, set: { pass_phrase: 'hunter2' } })
    expect((await refresh({ profile })).outcome).toBe('renewed')
  })

  test('asks again after 429, a lost connection and a busy service, and never after a refusal', async () => {
    const patient = retryStrategy({ maxAttempts: 4, sleep: async () => {} })
    const effects = [{ status: 429 }, { reset: true }, { status: 503 }] as const
    for (const effect of effects) oci.faults.add({ match: { path: REFRESH }, times: 1, effect })
    expect((await refresh({ retryStrategy: patient })).outcome).toBe('renewed')
    expect(asked()).toBe(4)
    oci.faults.add({ match: { path: REFRESH }, effect: { status: 401 } })
    expect(await rejectionOf(refresh({ retryStrategy: patient }))).toMatchObject({ code: 'ERR_SESSION_ENDED' })
    expect(asked()).toBe(5)
  })

  test('is renewed by a machine whose clock is an hour behind', async () => {
    const behind = (): number => now() - HOUR
    expect((await refresh({ now: behind })).outcome).toBe('renewed')
  })
})

describe('a session that is over', () => {
  test.each<[string, () => void]>([
    ['whose service says so', () => void (oci.sessions.renewal = 'ended')],
    ['that was revoked', () => oci.sessions.revoke(before)],
  ])('%s stays as it is, and asks for a new login', async (_, end) => {
    end()
    const error = await rejectionOf(refresh())
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: now() + HOUR, cause: { status: 401 } })
    expect(String(error)).toContain('the service refuses its token. Open a new one')
    expect([asked(), await session.token()]).toEqual([1, before])
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain(before.slice(0, 60))
  })

  test('by its own token is not asked for', async () => {
    oci.clock.advance(HOUR)
    expect(await rejectionOf(refresh())).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: now() })
    await expectUntouched()
  })
})

describe('an answer that helps nobody leaves the session as it was', () => {
  test.each([
    [{ token: 'wrong-key' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' }],
    [{ token: 'missing' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' }],
    [{ token: 'truncated' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'not-a-jwt' }],
    [{ truncate: true } as const, { code: 'ERR_RESPONSE_PARSE' }],
    [{ status: 404 } as const, { name: 'ServiceError', status: 404 }],
    [{ status: 500 } as const, { name: 'ServiceError', status: 500 }],
    [{ reset: true } as const, { code: 'ERR_NETWORK' }],
  ])('%o', async (effect, expected) => {
    oci.faults.add({ match: { path: REFRESH }, effect })
    const error = await rejectionOf(refresh())
    expect(error).toMatchObject(expected)
    expect(await session.token()).toBe(before)
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain(before.slice(0, 60))
  })

  test('none within half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const called = gate()
      const silent: RefreshSessionOptions['httpClient'] = async (_request, options) => {
        called.open()
        return new Promise((_, reject) => options?.signal?.addEventListener('abort', () => reject(new Error('left'))))
      }
      const refreshing = rejectionOf(refresh({ httpClient: silent, retryStrategy: undefined }))
      await called.passed
      await vi.advanceTimersByTimeAsync(30_000)
      expect(await refreshing).toMatchObject({ code: 'ERR_TIMEOUT' })
    } finally {
      vi.useRealTimers()
    }
    await expectUntouched()
  })

  test('one that nobody waits for any more', async () => {
    const leaving = new AbortController()
    const reason = new Error('enough')
    oci.faults.add({ match: { path: REFRESH }, effect: () => (leaving.abort(reason), { delayMs: 60_000 }) })
    expect(await rejectionOf(refresh({ signal: leaving.signal }))).toBe(reason)
    expect(await session.token()).toBe(before)
    expect(await readdir(session.folder)).not.toContain('token.lock')
  })
})

describe('what cannot be written back is not asked for', () => {
  test.each<[string, string, (call: DiskCall) => string | undefined]>([
    ['a full disk', 'ENOSPC', withRoomFor(0)],
    ['a disk that is nearly full', 'ENOSPC', withRoomFor(4000)],
    ['a folder that takes no files', 'EROFS', (call) => readOnly(session.folder)(call)],
  ])('%s', async (_, code, failure) => {
    const error = await onFailingDisk(failure, () => rejectionOf(refresh()))
    expect(error).toMatchObject({ code: 'ERR_SESSION_WRITE', path: session.tokenFile, cause: { code } })
    await expectUntouched()
    expect((await refresh()).outcome).toBe('renewed')
  })

  test('a disk that fills up meanwhile costs the new token, not the old one', async () => {
    let isAsked = false
    oci.faults.add({ match: { path: REFRESH }, effect: () => void (isAsked = true) })
    const failure = (call: DiskCall) => (isAsked ? withRoomFor(0)(call) : undefined)
    const error = await onFailingDisk(failure, () => rejectionOf(refresh()))
    expect(error).toMatchObject({ code: 'ERR_SESSION_WRITE', cause: { code: 'ENOSPC' } })
    expect([await session.token(), asked()]).toEqual([before, 1])
    expect((await validateSession({ profile: 'SESSION', now, ...home.options })).valid).toBe(true)
  })

  test('a lock that another process keeps', async () => {
    const held = gate()
    const taken = gate()
    const holder = withFileLock(join(session.folder, 'token.lock'), () => (taken.open(), held.passed))
    await taken.passed
    expect(await rejectionOf(refresh({ lockTimeoutMs: 0 }))).toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
    held.open()
    await holder
    await expectUntouched()
  })
})

describe('who waited for another process', () => {
  /** Does `meanwhile` under the lock of the session, after a renewal has read what there was. */
  async function refreshAfter(meanwhile: () => Promise<unknown>) {
    const seen = gate()
    const lock = join(session.folder, 'token.lock')
    const taken = gate()
    const holder = withFileLock(lock, async () => {
      taken.open()
      await seen.passed
      await meanwhile()
    })
    await taken.passed
    const signal = AbortSignal.any([])
    // Whoever waits for the lock looks at its signal first.
    vi.spyOn(signal, 'throwIfAborted').mockImplementation(() => seen.open())
    const refreshed = await refresh({ signal })
    await holder
    return refreshed
  }

  test('takes the token that came', async () => {
    let other = ''
    const { outcome } = await refreshAfter(async () => {
      other = await loginAgain(oci, session)
    })
    expect([outcome, asked(), await session.token()]).toEqual(['renewed-elsewhere', 0, other])
  })

  test('takes the session that another login has opened, wherever it lies now', async () => {
    const elsewhere = keptSession(home, 'elsewhere')
    const { outcome, tokenFile } = await refreshAfter(async () => {
      await mkdir(elsewhere.folder)
      await loginAgain(oci, elsewhere)
      await rm(session.tokenFile)
      await editConfig(home, (text) => text.replaceAll('sessions/SESSION', 'sessions/elsewhere'))
    })
    expect([outcome, tokenFile]).toEqual(['renewed-elsewhere', elsewhere.tokenFile])
  })

  test('does not overwrite a login of OCI’s command line, which knows no lock', async () => {
    let other = ''
    const httpClient: RefreshSessionOptions['httpClient'] = async (request, options) => {
      const { createHttpClient } = await import('@x/http')
      const answer = await createHttpClient()(request, options)
      other = await loginAgain(oci, session)
      return answer
    }
    expect((await refresh({ httpClient })).outcome).toBe('renewed-elsewhere')
    expect([await session.token(), asked()]).toEqual([other, 1])
  })
})

describe('nothing is asked for', () => {
  const files = (text: string) => text.replace(/^security_token_file=.*$/m, '')
  test.each<[string, () => Promise<Partial<RefreshSessionOptions> | void>, object]>([
    [
      'without a file',
      async () => ({ configFile: '~/none' }),
      { code: 'ERR_SESSION_PROFILE', reason: 'no-file', profile: 'SESSION' },
    ],
    ['for no profile', async () => ({ profile: 'session' }), { code: 'ERR_SESSION_PROFILE', reason: 'not-found' }],
    ['for an API key', async () => ({ profile: 'DEFAULT' }), { code: 'ERR_SESSION_PROFILE', reason: 'no-session' }],
    [
      'for a token that is inherited',
      () =>
        editConfig(home, (text) =>
          files(text).replace('[DEFAULT]', `[DEFAULT]\nsecurity_token_file=${session.tokenFile}`),
        ),
      { code: 'ERR_SESSION_PROFILE', reason: 'no-session' },
    ],
    [
      'with the placeholder for a key',
      () => editConfig(home, (text) => text.replace(`key_file=${session.keyFile}`, 'key_file=Update_private_key_path')),
      { code: 'ERR_SESSION_PROFILE', reason: 'no-key' },
    ],
    ['without a key', () => rm(session.keyFile), { code: 'ERR_KEY_FILE_UNREADABLE' }],
    ['with what is no key', () => writeFile(session.keyFile, 'x'), { code: 'ERR_INVALID_PRIVATE_KEY' }],
    ['without a token', () => rm(session.tokenFile), { code: 'ERR_SESSION_FILES', reason: 'missing-token' }],
    [
      'with an empty token',
      () => writeFile(session.tokenFile, '\n'),
      { code: 'ERR_SESSION_FILES', reason: 'missing-token' },
    ],
    [
      'with what is no token',
      () => writeFile(session.tokenFile, 'a b'),
      { code: 'ERR_SESSION_FILES', reason: 'unreadable-token' },
    ],
    [
      'without a region',
      async () => {
        await editConfig(home, (text) => text.replaceAll(/^region=.*$/gm, ''))
        return { env: { HOME: home.path } }
      },
      { code: 'ERR_SESSION_REGION' },
    ],
    [
      'in a region that nobody knows',
      async () => ({ region: 'mars-1', env: { HOME: home.path } }),
      { code: 'ERR_UNKNOWN_REGION' },
    ],
    ['over plain http', async () => ({ authEndpoint: 'http://auth.example.com' }), { code: 'ERR_INVALID_ARGUMENT' }],
    [
      'at what is no address',
      async () => ({ authEndpoint: Symbol('x') as never }),
      { code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('authEndpoint is no https address') },
    ],
    [
      'with an option misspelt',
      async () => ({ profileName: 'x' }) as object,
      { message: expect.stringContaining('Did you mean `profile`') },
    ],
  ])('%s', async (_, prepare, expected) => {
    const options = (await prepare()) ?? {}
    expect(await rejectionOf(refresh(options))).toMatchObject(expected)
    expect(asked()).toBe(0)
  })
})
