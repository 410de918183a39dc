// A signer that keeps its session alive, over real HTTP: renewal behind its back, other processes, new logins, and what cannot be helped.
import { writeFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { refreshSession, SessionTokenSigner, type SessionSignerOptions } from '../src/index.ts'
import { onFailingDisk, readOnly, type DiskCall } from './failing-disk.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, loginAgain, openSession, REFRESH, type KeptSession } from './kept-session.ts'

const HOUR = 3_600_000
const REGIONS = '/20160918/regions'

let oci: Emulator
let home: Home
let session: KeptSession
let askedBefore = 0
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.faults.clear()
  oci.sessions.renewal = 'normal'
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  session = keptSession(home)
  askedBefore = oci.count('POST', REFRESH)
})
afterEach(async () => {
  for (const signer of signers.splice(0)) await signer.close()
  await home.remove()
})

const signers: SessionTokenSigner[] = []
const now = (): number => oci.clock.now()
const asked = (): number => oci.count('POST', REFRESH) - askedBefore
const signerOf = (options: SessionSignerOptions = {}): SessionTokenSigner => {
  const given = { profile: 'SESSION', retryStrategy: NONE_RETRY_STRATEGY, now, ...home.options, ...options }
  const signer = SessionTokenSigner.fromProfile(given)
  signers.push(signer)
  return signer
}
const get = async (signer: SessionTokenSigner): Promise<number> =>
  (await createSignedFetch(signer)(`${oci.url}${REGIONS}`)).status
/** The token that the last call was signed with. */
const signedWith = (signer: SessionTokenSigner): Promise<string> =>
  signer.sign({ method: 'GET', url: oci.url }).then(({ headers }) => {
    const { authorization } = headers as Record<string, string>
    return /keyId="ST\$([^"]+)"/.exec(String(authorization))?.[1] ?? ''
  })
const told = <Name extends 'refresh' | 'refreshFailed'>(signer: SessionTokenSigner, name: Name) =>
  new Promise((resolve) => signer.on(name, resolve))

describe('a session that is fresh', () => {
  test('signs without a call, and tells whose it is', async () => {
    const signer = signerOf()
    expect(signer.status()).toMatchObject({ principal: 'session', source: 'session files', atCeiling: false })
    expect(await get(signer)).toBe(200)
    expect(await signer.whoami()).toEqual({
      principal: 'session',
      source: 'session files',
      region: oci.region,
      tenancy: oci.tenancy,
      user: oci.user,
      expiresAt: now() + HOUR,
      sessionEndsAt: now() + 24 * HOUR,
      atCeiling: false,
      renewing: false,
      lastError: undefined,
    })
    expect(asked()).toBe(0)
    expect(`${inspect(signer, { depth: 9 })}${JSON.stringify(signer.status())}`).not.toContain('eyJ')
  })

  test('may have an encrypted key', async () => {
    await openSession(oci, home, { passphrase: 'hunter2' })
    expect(await rejectionOf(signerOf({ profile: 'SHORT' }).ready())).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    expect(await get(signerOf({ profile: 'SHORT', passphrase: 'hunter2' }))).toBe(200)
  })

  test('is that of the profile which the environment names', async () => {
    const env = { ...home.options.env, OCI_CONFIG_PROFILE: 'SESSION' }
    expect(await get(signerOf({ profile: undefined, env }))).toBe(200)
    expect(await rejectionOf(signerOf({ profile: undefined }).ready())).toMatchObject({
      reason: 'no-session',
      profile: 'DEFAULT',
    })
  })
})

describe('a session that ages', () => {
  test('is renewed behind the back of who signs, once for all, and written back', async () => {
    const signer = signerOf()
    await signer.ready()
    const before = await session.token()
    oci.clock.advance(HOUR / 2)
    const renewed = told(signer, 'refresh')
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => signedWith(signer))))).toEqual(new Set([before]))
    expect(await renewed).toEqual({ expiresAt: now() + HOUR })
    const after = await session.token()
    expect([after === before, await signedWith(signer), asked()]).toEqual([false, after, 1])
  })

  test('is renewed as well when it was old as the program began', async () => {
    oci.clock.advance(HOUR - 60_000)
    const signer = signerOf()
    const renewed = new Promise<void>((resolve) => {
      signer.on('refresh', ({ expiresAt }) => expiresAt === now() + HOUR && resolve())
    })
    expect(await get(signer)).toBe(200)
    await renewed
    expect([await signedWith(signer), asked()]).toEqual([await session.token(), 1])
  })

  test('is renewed once by two signers', async () => {
    const both = [signerOf(), signerOf()]
    await Promise.all(both.map((signer) => signer.ready()))
    oci.clock.advance(HOUR / 2)
    const renewed = both.map((signer) => told(signer, 'refresh'))
    await Promise.all(both.map(get))
    await Promise.all(renewed)
    expect(new Set(await Promise.all(both.map(signedWith)))).toEqual(new Set([await session.token()]))
    expect(asked()).toBe(1)
  })

  test('is renewed on request, but not again and again', async () => {
    const signer = signerOf()
    await signer.ready()
    await signer.refresh()
    await signer.refresh()
    expect(asked()).toBe(1)
    oci.clock.advance(10_000)
    await signer.refresh()
    expect(asked()).toBe(2)
  })
})

describe('a token that the service refuses', () => {
  test('is renewed once, and the request sent again', async () => {
    const signer = signerOf()
    oci.faults.add({ match: { path: REGIONS }, times: 1, effect: { status: 401 } })
    expect([await get(signer), asked()]).toEqual([200, 1])
  })

  test('is not renewed when somebody else has done so meanwhile', async () => {
    const signer = signerOf()
    const { token, privateKeyPem } = oci.createSession()
    const effect = () => {
      writeFileSync(session.keyFile, privateKeyPem)
      writeFileSync(session.tokenFile, token)
      return { status: 401 }
    }
    oci.faults.add({ match: { path: REGIONS }, times: 1, effect })
    expect([await get(signer), await signedWith(signer), asked()]).toEqual([200, token, 0])
  })

  test('of a session that was ended leads to an error that says what to do, and to the next login', async () => {
    const signer = signerOf()
    await signer.ready()
    oci.sessions.revoke(await session.token())
    const error = await rejectionOf(get(signer))
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', cause: { status: 401 } })
    expect(signer.status().lastError).toBe(error)
    const next = await loginAgain(oci, session)
    expect([await get(signer), await signedWith(signer)]).toEqual([200, next])
    expect(signer.status().lastError).toBeUndefined()
  })
})

describe('a session that somebody else changes', () => {
  test('is the renewed one with the next signature', async () => {
    const signer = signerOf()
    const before = await signedWith(signer)
    await refreshSession({ profile: 'SESSION', now, ...home.options })
    const after = await signedWith(signer)
    expect([after === before, after]).toEqual([false, await session.token()])
  })

  test('is the one of a new login, with its key, also where the profile names other files', async () => {
    const signer = signerOf()
    await signer.ready()
    const next = await loginAgain(oci, session, { user: 'ocid1.user.oc1..other' })
    expect([await signedWith(signer), await get(signer), signer.status().user]).toEqual([
      next,
      200,
      'ocid1.user.oc1..other',
    ])
    const { tokenFile } = await openSession(oci, home, { tokenLocation: '~/elsewhere' })
    await editConfig(home, (text) => text.replace(/\[SESSION\][^[]*/, '').replace('[SHORT]', '[SESSION]'))
    expect([await get(signer), await signedWith(signer)]).toEqual([200, await readFile(tokenFile, 'utf8')])
  })

  test('never signs with the token of one login and the key of another', async () => {
    const signer = signerOf()
    await signer.ready()
    const seen: number[] = []
    for (let each = 0; each < 8; each++) {
      const login = loginAgain(oci, session)
      seen.push(...(await Promise.all([get(signer), get(signer), get(signer)])))
      await login
    }
    expect(new Set(seen)).toEqual(new Set([200]))
    expect([await signedWith(signer), asked()]).toEqual([await session.token(), 0])
  })

  test.each<[string, () => Promise<unknown>, object]>([
    ['without its token', () => rm(session.tokenFile), { code: 'ERR_SESSION_FILES', reason: 'missing-token' }],
    ['without its key', () => rm(session.keyFile), { code: 'ERR_KEY_FILE_UNREADABLE' }],
    [
      'with the key of another',
      () => writeFile(session.keyFile, oci.apiKey.pem),
      { code: 'ERR_SESSION_FILES', reason: 'key-mismatch' },
    ],
    ['without its profile', () => rm(home.configFile), { code: 'ERR_SESSION_PROFILE', reason: 'no-file' }],
  ])('%s serves to its end, and tells what is wrong', async (_, spoil, expected) => {
    const signer = signerOf()
    await signer.ready()
    await spoil()
    expect(await get(signer)).toBe(200)
    expect(signer.status().lastError).toMatchObject(expected)
    expect(await rejectionOf(signerOf().ready())).toMatchObject(expected)
  })
})

describe('a session that cannot be renewed', () => {
  test.each([
    [{ status: 500 } as const, { name: 'ServiceError', status: 500 }],
    [{ reset: true } as const, { code: 'ERR_NETWORK' }],
    [{ token: 'wrong-key' } as const, { code: 'ERR_UNUSABLE_TOKEN' }],
  ])('for %o signs to its end, and then says why it has no other', async (effect, expected) => {
    const signer = signerOf()
    await signer.ready()
    oci.faults.add({ match: { path: REFRESH }, effect })
    oci.clock.advance(HOUR / 2)
    const failed = told(signer, 'refreshFailed')
    expect(await get(signer)).toBe(200)
    expect(await failed).toMatchObject({ error: expected, usable: true })
    expect(signer.status().lastError).toMatchObject(expected)
    oci.clock.advance(HOUR / 2 - 1000)
    expect(await get(signer)).toBe(200)
    oci.clock.advance(1000)
    const error = await rejectionOf(get(signer))
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: now(), cause: expected })
    expect(String(error)).toContain('Open a new one')
    const next = await loginAgain(oci, session)
    expect([await get(signer), await signedWith(signer)]).toEqual([200, next])
  })

  test('since its folder takes no file is not asked for, and tells so', async () => {
    const signer = signerOf()
    await signer.ready()
    oci.clock.advance(HOUR / 2)
    const failed = told(signer, 'refreshFailed')
    const failure = (call: DiskCall) => readOnly(session.folder)(call)
    await onFailingDisk(failure, async () => {
      expect(await get(signer)).toBe(200)
      expect(await failed).toMatchObject({ error: { code: 'ERR_SESSION_WRITE' }, usable: true })
      oci.clock.advance(HOUR / 2 - 1000)
      expect(await get(signer)).toBe(200)
    })
    expect(signer.status().lastError).toMatchObject({ code: 'ERR_SESSION_WRITE', cause: { code: 'EROFS' } })
    expect(asked()).toBe(0)
  })

  test('since it ends with its token is not asked for', async () => {
    await openSession(oci, home)
    const signer = signerOf({ profile: 'SHORT' })
    await signer.ready()
    oci.clock.advance(HOUR - 1000)
    expect(await get(signer)).toBe(200)
    expect([signer.status().atCeiling, signer.status().sessionEndsAt, asked()]).toEqual([true, now() + 1000, 0])
  })

  test('since its end does not move is asked for once', async () => {
    oci.sessions.renewal = 'unchanged'
    const signer = signerOf()
    await signer.ready()
    oci.clock.advance(HOUR / 2)
    await get(signer)
    await vi.waitFor(() => expect(signer.status().atCeiling).toBe(true))
    for (const minutes of [7, 7, 7, 7]) {
      oci.clock.advance(minutes * 60_000)
      expect(await get(signer)).toBe(200)
    }
    expect(asked()).toBe(1)
  })

  test('tells that it is over, as the program begins', async () => {
    oci.clock.advance(25 * HOUR)
    const signer = signerOf()
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_SESSION_ENDED' })
    oci.clock.advance(6000)
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_SESSION_ENDED' })
    expect(asked()).toBe(1)
  })
})

describe('a machine whose clock', () => {
  test.each([[-HOUR], [HOUR], [30 * 24 * HOUR]])('is %i ms off signs and renews in time', async (offMs) => {
    const signer = signerOf({ now: () => now() + offMs })
    expect(await get(signer)).toBe(200)
    const askedFirst = asked()
    oci.clock.advance(HOUR / 2 + 1000)
    const renewed = told(signer, 'refresh')
    expect(await get(signer)).toBe(200)
    await renewed
    expect(asked()).toBe(askedFirst + 1)
    oci.clock.advance(HOUR - 10_000)
    expect(await get(signer)).toBe(200)
  })
})

test('a signer that was closed signs no more, and its renewal ends', async () => {
  const signer = signerOf()
  await signer.ready()
  oci.clock.advance(HOUR / 2)
  const called = new Promise<void>((resolve) => {
    oci.faults.add({ match: { path: REFRESH }, effect: () => (resolve(), { delayMs: 60_000 }) })
  })
  await get(signer)
  await called
  await signer.close()
  expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  await vi.waitFor(async () =>
    expect(await rejectionOf(readFile(join(session.folder, 'token.lock')))).toMatchObject({ code: 'ENOENT' }),
  )
})

test('an option that there is not is refused', () => {
  expect(() => SessionTokenSigner.fromProfile({ profileName: 'X' } as object)).toThrow('Did you mean `profile`')
})
