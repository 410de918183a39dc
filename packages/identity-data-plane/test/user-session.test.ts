// A user security token as a signer, over real HTTP against the emulator, whose clock and ours move together.
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { UserSecurityTokenSigner, type UserSecurityTokenSignerOptions } from '../src/index.ts'
import { clientOf, keys, thrownBy, UPST_PATH } from './support.ts'

const MINUTE = 60_000
let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey: { pem: keys.privateKeyPem }, clock: { frozenAt: Date.UTC(2026, 0, 1) } })
})
afterEach(() => oci.close())

const now = (): number => oci.clock.now()
const exchanges = (): number => oci.count('POST', UPST_PATH)

function sessionOf(options: Partial<UserSecurityTokenSignerOptions> = {}) {
  const client = clientOf(oci, { now })
  const signer = new UserSecurityTokenSigner({ client, now, ...options })
  const signedFetch = createSignedFetch(signer)
  const call = (): Promise<number> => signedFetch(`${oci.url}/20160918/regions`).then(({ status }) => status)
  /** A call, and the end of the renewal that it begins. */
  const callAndRenew = async (): Promise<number> => {
    const before = exchanges()
    const renewed = new Promise((resolve) => signer.on('refresh', resolve))
    const status = await call()
    await renewed
    expect(exchanges()).toBe(before + 1)
    return status
  }
  return { client, signer, call, callAndRenew }
}

/** The key ids that exchanges were signed with. */
const signedWith = (): (string | undefined)[] =>
  oci.requests.filter(({ path }) => path === UPST_PATH).map(({ keyId }) => keyId?.split('/')[0])

describe('a user session', () => {
  test('is opened with the first call, once for all', async () => {
    const { call, signer } = sessionOf({ sessionExpirationInMinutes: 15 })
    expect([exchanges(), signer.session]).toEqual([0, undefined])
    expect(await Promise.all(Array.from({ length: 20 }, call))).toEqual(Array(20).fill(200))
    expect(exchanges()).toBe(1)
    expect(signer.session).toEqual({ expiresAt: now() + 15 * MINUTE, endsAt: now() + 15 * MINUTE })
    expect(oci.requests.at(-1)).toMatchObject({ keyId: 'ST$<redacted>', user: oci.user })
  })

  test('renews itself with its own token and a new key, and no caller waits', async () => {
    oci.dataPlane.userTokenSeconds = 300
    const { call, callAndRenew } = sessionOf()
    await call()
    oci.clock.advance(2.5 * MINUTE)
    expect(await callAndRenew()).toBe(200)
    expect(signedWith()).toEqual([oci.tenancy, 'ST$<redacted>'])
    oci.clock.advance(2.6 * MINUTE)
    expect(await callAndRenew()).toBe(200)
    expect(signedWith().slice(1)).toEqual(['ST$<redacted>', 'ST$<redacted>'])
  })

  test('does not make a caller wait for a renewal that takes its time', async () => {
    oci.dataPlane.userTokenSeconds = 300
    const { call, signer } = sessionOf()
    await call()
    oci.clock.advance(3 * MINUTE)
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { delayMs: 60_000 } })
    expect(await Promise.all([call(), call(), call()])).toEqual([200, 200, 200])
    expect(signer.session?.expiresAt).toBe(now() + 2 * MINUTE)
  })

  test('survives an outage of the service while its token is valid, and tells who asked', async () => {
    oci.dataPlane.userTokenSeconds = 300
    let tell: (error: unknown) => void = () => {}
    const failure = new Promise<unknown>((resolve) => (tell = resolve))
    const { call, callAndRenew } = sessionOf({ onRenewalFailed: (error) => tell(error) })
    await call()
    oci.clock.advance(3 * MINUTE)
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    expect(await call()).toBe(200)
    expect(await failure).toMatchObject({ status: 503 })
    oci.clock.advance(MINUTE)
    expect(await callAndRenew()).toBe(200)
  })

  test('that could not be renewed says why when it ends', async () => {
    oci.dataPlane.userTokenSeconds = 300
    let tell: (error: unknown) => void = () => {}
    const failure = new Promise<unknown>((resolve) => (tell = resolve))
    const { call, signer } = sessionOf({ onRenewalFailed: (error) => tell(error) })
    await call()
    oci.clock.advance(3 * MINUTE)
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    await call()
    const cause = await failure
    oci.clock.advance(2 * MINUTE)
    const error = await rejectionOf(call())
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: signer.session?.expiresAt, cause })
    expect(exchanges()).toBe(2)
    expect(await rejectionOf(call())).toMatchObject({ code: 'ERR_SESSION_ENDED', cause })
  })

  test('that cannot be opened tells its caller, and is no failed renewal', async () => {
    const told: unknown[] = []
    const { signer } = sessionOf({ onRenewalFailed: (error) => told.push(error) })
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    const failure = await rejectionOf(signer.ready())
    expect(failure).toMatchObject({ status: 503 })
    expect(told).toEqual([])
    oci.clock.advance(999)
    expect(await rejectionOf(signer.ready())).toBe(failure)
    expect(exchanges()).toBe(1)
    oci.clock.advance(4_001)
    await signer.ready()
    expect(exchanges()).toBe(2)
  })

  test('that cannot be opened is tried again at once when a renewal is forced', async () => {
    const { signer } = sessionOf()
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    expect(await rejectionOf(signer.ready())).toMatchObject({ status: 503 })
    await signer.refresh()
    expect(signer.session).toBeDefined()
    expect(exchanges()).toBe(2)
  })

  test('does not sign with a refused token as if it had been renewed', async () => {
    const { call, signer } = sessionOf()
    await call()
    const signed = await signer.sign({ method: 'GET', url: oci.url })
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    for (let refusal = 0; refusal < 2; refusal++)
      expect(await rejectionOf(signer.refresh(signed))).toMatchObject({ status: 503 })
    expect(exchanges()).toBe(2)
    oci.clock.advance(5_000)
    await signer.refresh(signed)
    expect(exchanges()).toBe(3)
  })

  test('ends when it ends, and says so', async () => {
    const { call, signer } = sessionOf({ sessionExpirationInMinutes: 5 })
    await call()
    oci.clock.advance(5 * MINUTE)
    const error = await rejectionOf(call())
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: signer.session?.expiresAt })
    expect(String(error)).toContain('with a new UserSecurityTokenSigner.')
    expect(exchanges()).toBe(1)
  })

  test('is not prolonged beyond its end by renewals', async () => {
    oci.dataPlane.userTokenSeconds = 240
    const { call, callAndRenew, signer } = sessionOf({ sessionExpirationInMinutes: 5 })
    await call()
    oci.clock.advance(2.5 * MINUTE)
    await callAndRenew()
    expect(signer.session).toEqual({ expiresAt: now() + 2.5 * MINUTE, endsAt: now() + 2.5 * MINUTE })
    oci.clock.advance(2 * MINUTE)
    expect(await call()).toBe(200)
    oci.clock.advance(0.5 * MINUTE)
    expect(await rejectionOf(call())).toMatchObject({ code: 'ERR_SESSION_ENDED' })
    expect(exchanges()).toBe(2)
  })

  test('renews a refused token once', async () => {
    const { call, signer } = sessionOf()
    await call()
    const before = exchanges()
    oci.faults.add({ match: { path: '/20160918/regions' }, times: 1, effect: { status: 401 } })
    expect(await call()).toBe(200)
    expect(exchanges()).toBe(before + 1)
    await signer.refresh()
    expect(exchanges()).toBe(before + 1)
  })

  test('renews a token that nothing was signed with yet, when that is forced', async () => {
    const { signer } = sessionOf()
    await signer.ready()
    await signer.refresh()
    expect(exchanges()).toBe(2)
    await signer.refresh()
    expect(exchanges()).toBe(2)
  })

  test('does not renew for a request that an older token had signed', async () => {
    const { signer } = sessionOf()
    const old = await signer.sign({ method: 'GET', url: oci.url })
    await signer.refresh(old)
    oci.clock.advance(11_000)
    await signer.refresh(old)
    expect(exchanges()).toBe(2)
  })

  test('leaves a forced renewal on a signal', async () => {
    const { signer } = sessionOf()
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    expect(await rejectionOf(signer.refresh(undefined, { signal }))).toBe(reason)
    const signed = await signer.sign({ method: 'GET', url: oci.url })
    expect(await rejectionOf(signer.refresh(signed, { signal }))).toBe(reason)
    expect(exchanges()).toBe(1)
  })

  test('that was renewed after a failure does not tell of that when it ends', async () => {
    oci.dataPlane.userTokenSeconds = 300
    const { signer } = sessionOf()
    await signer.ready()
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { status: 503 } })
    expect(await rejectionOf(signer.refresh())).toMatchObject({ status: 503 })
    oci.clock.advance(5_000)
    await signer.refresh()
    oci.clock.advance(5 * MINUTE)
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_SESSION_ENDED', cause: undefined })
  })

  test('that the service has ended says so', async () => {
    const { call, signer } = sessionOf()
    await call()
    const signed = await signer.sign({ method: 'GET', url: oci.url })
    oci.revoke(signed.keyId.slice('ST$'.length))
    const error = await rejectionOf(call())
    expect(error).toMatchObject({ code: 'ERR_SESSION_ENDED', cause: { status: 401 } })
    expect(exchanges()).toBe(2)
  })

  test('does not install a token that is bound to another key', async () => {
    const { signer } = sessionOf()
    oci.faults.add({ times: 1, effect: { token: 'wrong-key' } })
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' })
    oci.clock.advance(5_000)
    oci.faults.add({ times: 1, effect: { token: 'truncated' } })
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason: 'not-a-jwt' })
    oci.clock.advance(5_000)
    await signer.ready()
    expect(signer.session).toBeDefined()
  })

  test('lives as long as it should when this machine’s clock is wrong', async () => {
    const slow = (): number => now() - 20 * MINUTE
    const client = clientOf(oci, { now: slow })
    const signer = new UserSecurityTokenSigner({ client, now: slow, sessionExpirationInMinutes: 5 })
    await signer.ready()
    expect(signer.session?.expiresAt).toBe(slow() + 5 * MINUTE)
  })

  test('renews itself when this machine’s clock is wrong', async () => {
    oci.dataPlane.userTokenSeconds = 300
    const slow = (): number => now() - 20 * MINUTE
    const { signer } = sessionOf({ client: clientOf(oci, { now: slow }), now: slow })
    await signer.ready()
    oci.clock.advance(3 * MINUTE)
    const signed = await signer.sign({ method: 'GET', url: oci.url })
    await signer.refresh(signed)
    expect(signer.session?.expiresAt).toBe(slow() + 5 * MINUTE)
  })

  test('renews itself when this machine’s clock is set back, since its age is unknown then', async () => {
    oci.dataPlane.userTokenSeconds = 300
    let behindMs = 0
    const ours = (): number => now() - behindMs
    const { call, callAndRenew, signer } = sessionOf({ client: clientOf(oci, { now: ours }), now: ours })
    await call()
    oci.clock.advance(2 * MINUTE)
    behindMs = 4 * MINUTE
    expect(await callAndRenew()).toBe(200)
    expect(signer.session?.expiresAt).toBe(ours() + 5 * MINUTE)
  })

  test('gives up an exchange that does not end, and the next call tries again', async () => {
    const { setTimer, fire } = fakeTimers()
    const { signer } = sessionOf({ client: clientOf(oci, { now, setTimer }) })
    oci.faults.add({ match: { path: UPST_PATH }, times: 1, effect: { delayMs: 600_000 } })
    const ended = rejectionOf(signer.ready())
    await fire(120_000)
    expect(await ended).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: 120_000 })
    oci.faults.clear()
    oci.clock.advance(5_000)
    await signer.ready()
    expect(signer.session).toBeDefined()
  })

  test('leaves on a signal', async () => {
    const { signer } = sessionOf()
    const reason = new Error('enough')
    expect(await rejectionOf(signer.ready({ signal: AbortSignal.abort(reason) }))).toBe(reason)
  })

  test('shows nothing of its token', async () => {
    const { call, signer } = sessionOf()
    await call()
    const { keyId } = await signer.sign({ method: 'GET', url: oci.url })
    expect(inspect(signer, { depth: 9, showHidden: true }) + JSON.stringify(signer)).not.toContain(keyId.slice(3))
  })

  test.each([
    ['no client', {}],
    ['a session of four minutes', { sessionExpirationInMinutes: 4 }],
  ])('is not made of %s', (name, options) => {
    const client = name === 'no client' ? undefined : clientOf(oci)
    expect(thrownBy(() => new UserSecurityTokenSigner({ client: client as never, ...options }))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
    })
  })
})
