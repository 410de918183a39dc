// How a session stands: by its files, and by a call over real HTTP.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { updateConfigFile } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listSessions, validateSession, type ValidateSessionOptions } from '../src/index.ts'
import { forged } from './forged-token.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, openSession, type KeptSession } from './kept-session.ts'

const REGIONS = '/20160918/regions'

let oci: Emulator
let home: Home
let session: KeptSession
let askedBefore = 0
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  session = keptSession(home)
  askedBefore = oci.count('GET', REGIONS)
})
afterEach(() => home.remove())

const now = (): number => oci.clock.now()
const asked = (): number => oci.count('GET', REGIONS) - askedBefore
const validate = (options: Partial<ValidateSessionOptions> = {}) =>
  validateSession({ profile: 'SESSION', retryStrategy: NONE_RETRY_STRATEGY, now, ...home.options, ...options })
const list = () => listSessions({ now, ...home.options })

describe('a session that is good', () => {
  test('is told with whom it speaks for and how long, after the service was asked', async () => {
    oci.clock.advance(1500)
    const status = await validate()
    const expiresAt = now() - 1500 + 3_600_000
    expect(status).toEqual({
      profile: 'SESSION',
      valid: true,
      problem: undefined,
      source: 'service',
      tokenFile: session.tokenFile,
      keyFile: session.keyFile,
      region: oci.region,
      tenancy: oci.tenancy,
      user: oci.user,
      expiresAt,
      sessionEndsAt: expiresAt + 82_800_000,
      secondsLeft: 3598,
    })
    expect(asked()).toBe(1)
    expect(JSON.stringify(status)).not.toContain('eyJ')
  })

  test('is told without a call on request, and by the list', async () => {
    const { source, valid } = await validate({ local: true })
    expect([source, valid, asked()]).toEqual(['local', true, 0])
    expect(await list()).toEqual([await validate({ local: true })])
  })

  test('may have a key that is encrypted, and a token that was saved by an editor', async () => {
    await openSession(oci, home, { passphrase: 'hunter2' })
    const { token } = keptSession(home, 'SHORT')
    await writeFile(keptSession(home, 'SHORT').tokenFile, `\uFEFF${await token()}\n`)
    expect(await validate({ profile: 'SHORT' })).toMatchObject({ valid: false, problem: 'unreadable-key' })
    expect(asked()).toBe(0)
    expect(await validate({ profile: 'SHORT', passphrase: 'hunter2' })).toMatchObject({
      valid: true,
      source: 'service',
    })
  })

  test('needs no claim that names the key where the fingerprint of the profile is the key’s', async () => {
    const [head, body, signature] = (await session.token()).split('.')
    const { jwk: _, ...others } = JSON.parse(Buffer.from(String(body), 'base64url').toString()) as { jwk: string }
    const nameless = Buffer.from(JSON.stringify(others)).toString('base64url')
    await writeFile(session.tokenFile, [head, nameless, signature].join('.'))
    expect(await validate({ local: true })).toMatchObject({ valid: true })
    await writeFile(session.keyFile, oci.apiKey.pem)
    expect(await validate({ local: true })).toMatchObject({ problem: 'key-mismatch' })
  })
})

describe('a session that is no good is told without a call', () => {
  test.each<[string, () => unknown, string, number]>([
    ['with a token that has expired', () => oci.clock.advance(3_600_000), 'expired', 0],
    ['without a token', () => rm(session.tokenFile), 'missing-token', 0],
    ['with an empty token', () => writeFile(session.tokenFile, ' \n'), 'missing-token', 0],
    ['with what is no token', () => writeFile(session.tokenFile, 'a.b.c'), 'unreadable-token', 0],
    [
      'with a token that does not say when it ends',
      () => writeFile(session.tokenFile, 'e30.e30.e30'),
      'unreadable-token',
      0,
    ],
    [
      'with a folder in place of the token',
      () => editConfig(home, (text) => text.replace(session.tokenFile, session.folder)),
      'unreadable-token',
      0,
    ],
    ['without a key', () => rm(session.keyFile), 'missing-key', 3600],
    [
      'with the placeholder for a key',
      () => editConfig(home, (text) => text.replace(session.keyFile, 'Update_private_key_path')),
      'missing-key',
      3600,
    ],
    ['with what is no key', () => writeFile(session.keyFile, 'x'), 'unreadable-key', 3600],
    ['with the key of somebody else', () => writeFile(session.keyFile, oci.apiKey.pem), 'key-mismatch', 3600],
  ])('%s', async (_, spoil, problem, secondsLeft) => {
    await spoil()
    const status = await validate()
    expect(status).toMatchObject({ valid: false, problem, secondsLeft, source: 'local' })
    expect(await list()).toEqual([status])
    expect(asked()).toBe(0)
  })
})

test('whom a token speaks for is told only where it is an OCID: who wrote the file may mean the terminal', async () => {
  await writeFile(
    session.tokenFile,
    forged(await session.token(), (claims) => ({ ...claims, sub: 'ocid1.u\u001B[2J' })),
  )
  expect((await list())[0]).toMatchObject({ valid: true, user: undefined, tenancy: oci.tenancy })
})

describe('the service', () => {
  test('refuses a session that was revoked', async () => {
    oci.sessions.revoke(await session.token())
    expect(await validate()).toMatchObject({ valid: false, problem: 'refused', source: 'service', secondsLeft: 3600 })
  })

  test.each([
    [{ status: 500 } as const, { name: 'ServiceError', status: 500 }],
    [{ reset: true } as const, { code: 'ERR_NETWORK' }],
  ])('says nothing of a session with %o', async (effect, expected) => {
    oci.faults.add({ match: { path: REGIONS }, effect })
    const error = await rejectionOf(validate())
    expect(error).toMatchObject(expected)
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain(
      (await session.token()).slice(0, 60),
    )
  })

  test('is left when nobody waits for it any more', async () => {
    const leaving = new AbortController()
    const reason = new Error('enough')
    oci.faults.add({ match: { path: REGIONS }, effect: () => (leaving.abort(reason), { delayMs: 60_000 }) })
    expect(await rejectionOf(validate({ signal: leaving.signal }))).toBe(reason)
  })
})

describe('the list', () => {
  test('has every profile with a token of its own, in the order of the file, and touches nothing', async () => {
    await openSession(oci, home, { profile: 'B' })
    await openSession(oci, home, { profile: 'A' })
    const untouched = await readFile(home.configFile, 'utf8')
    expect((await list()).map(({ profile }) => profile)).toEqual(['SESSION', 'B', 'A'])
    expect([await readFile(home.configFile, 'utf8'), asked()]).toEqual([untouched, 0])
  })

  test('leaves out who only inherits a token, or says that there is none', async () => {
    await updateConfigFile({ file: home.configFile, profile: 'HEIR', set: { user: oci.user } })
    await editConfig(
      home,
      (text) =>
        `${text.replace('[DEFAULT]', `[DEFAULT]\nsecurity_token_file=${session.tokenFile}`)}\n[NONE]\nsecurity_token_file=\n`,
    )
    expect((await list()).map(({ profile }) => profile)).toEqual(['DEFAULT', 'SESSION'])
  })

  test('is empty where there is no file, and refuses a faulty one', async () => {
    await writeFile(home.configFile, '[A\n')
    expect(await rejectionOf(list())).toMatchObject({ code: 'ERR_CONFIG_PARSE' })
    await rm(home.configFile)
    expect(await list()).toEqual([])
    expect(await rejectionOf(validate())).toMatchObject({ code: 'ERR_SESSION_PROFILE', reason: 'no-file' })
    expect(await rejectionOf(listSessions({ profile: 'x' } as object))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })
})
