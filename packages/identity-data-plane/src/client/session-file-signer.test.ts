import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import { sessionFileSigner } from './session-file-signer.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyContent = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (claims: object): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`
const request = { method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' }

describe('the signer of a token session', () => {
  let folder: string
  let securityTokenFile: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'session-'))
    securityTokenFile = join(folder, 'token')
  })
  afterEach(async () => {
    vi.useRealTimers()
    await rm(folder, { recursive: true })
  })

  const signerWith = (setTimer?: ReturnType<typeof fakeTimers>['setTimer']) =>
    sessionFileSigner({ keyContent, securityTokenFile }, { env: {}, now: undefined, setTimer })

  test.each([
    ['does not name its key', { sub: 'me' }],
    ['names a key that cannot be read', { jwk: '{"n":7}' }],
  ])('takes a token that %s: the service knows', async (_, claims) => {
    await writeFile(securityTokenFile, `${tokenOf(claims)}\r\n`)
    expect((await signerWith().sign(request)).keyId).toBe(`ST$${tokenOf(claims)}`)
  })

  test('reads what cannot be used again after 20 and after 100 milliseconds, then tells', async () => {
    const timers = fakeTimers()
    const ended = vi.fn()
    const outcome = rejectionOf(signerWith(timers.setTimer).sign(request)).then(ended)
    for (const ms of [20, 100]) {
      await vi.waitFor(() => expect(timers.running()).toEqual([ms]), { timeout: 10_000, interval: 2 })
      for (let turn = 0; turn < 20; turn++) await settled()
      expect(timers.started(100)).toBe(ms === 20 ? 0 : 1)
      expect(ended).not.toHaveBeenCalled()
      await timers.fire(ms)
    }
    await outcome
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'missing-token' }))
    expect(timers.running()).toEqual([])
  })

  test('takes what another program has written meanwhile', async () => {
    const timers = fakeTimers()
    const signing = signerWith(timers.setTimer).sign(request)
    await timers.fire(20)
    await vi.waitFor(() => expect(timers.running()).toEqual([100]), { timeout: 10_000, interval: 2 })
    await writeFile(securityTokenFile, tokenOf({ sub: 'me' }))
    await timers.fire(100)
    expect((await signing).keyId).toBe(`ST$${tokenOf({ sub: 'me' })}`)
  })

  test('waits by the timers of the runtime where none are given', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const signing = signerWith().sign(request)
    while (vi.getTimerCount() === 0) await settled()
    await writeFile(securityTokenFile, tokenOf({ sub: 'me' }))
    await vi.advanceTimersByTimeAsync(20)
    expect((await signing).keyId).toBe(`ST$${tokenOf({ sub: 'me' })}`)
  })

  test('is left by a signal, and leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const controller = new AbortController()
    const signing = rejectionOf(signerWith().sign(request, { signal: controller.signal }))
    while (vi.getTimerCount() === 0) await settled()
    const enough = new Error('enough')
    controller.abort(enough)
    expect(await signing).toBe(enough)
    await settled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
