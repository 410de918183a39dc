// The files of a session, read as a pair, while another program writes them.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import { isWeb } from '../../test/support/runtime.ts'
import { verifyRequest } from '../verify/verify-request.ts'
import { SecurityTokenSigner, type SecurityTokenOptions } from './security-token-signer.ts'

const pair = (): { readonly pem: string; readonly jwk: string; readonly publicKey: KeyObject } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { pem, jwk: JSON.stringify(publicKey.export({ format: 'jwk' })), publicKey }
}
const OLD = pair()
const NEW = pair()
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (claims: object): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`
const request = { method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' }
const HOUR_S = 3_600

describe.skipIf(isWeb)('a signer of session files', () => {
  let folder: string
  let tokenFile: string
  let privateKeyFile: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'session-'))
    tokenFile = join(folder, 'token')
    privateKeyFile = join(folder, 'key.pem')
    await writeFile(privateKeyFile, OLD.pem)
  })
  afterEach(async () => {
    vi.useRealTimers()
    await rm(folder, { recursive: true })
  })

  const signerWith = (options: Partial<SecurityTokenOptions> = {}): SecurityTokenSigner =>
    new SecurityTokenSigner({ tokenFile, privateKeyFile, ...options })

  test.each([
    ['does not name its key', { sub: 'me' }],
    ['names a key that cannot be read', { jwk: '{"n":7}' }],
    ['names the key beside it', { jwk: OLD.jwk }],
  ])('takes a token that %s', async (_, claims) => {
    await writeFile(tokenFile, `${tokenOf(claims)}\r\n`)
    expect((await signerWith().sign(request)).keyId).toBe(`ST$${tokenOf(claims)}`)
  })

  test('takes a token in UTF-16, as Windows PowerShell writes it', async () => {
    await writeFile(tokenFile, `\uFEFF${tokenOf({ sub: 'me' })}`, 'utf16le')
    expect((await signerWith().sign(request)).keyId).toBe(`ST$${tokenOf({ sub: 'me' })}`)
  })

  test('reads nothing again while the files stay as they are', async () => {
    await writeFile(tokenFile, tokenOf({ jwk: OLD.jwk }))
    const signer = signerWith()
    const renewed = vi.fn()
    signer.on('refresh', renewed)
    await signer.ready()
    await signer.sign(request)
    await signer.refresh(await signer.sign(request))
    expect(renewed).not.toHaveBeenCalled()
  })

  test('signs with the new pair once both files are written, and tells its listeners', async () => {
    await writeFile(tokenFile, tokenOf({ jwk: OLD.jwk, exp: 1_900_000_000 }))
    const signer = signerWith({ now: () => 1_800_000_000_000 })
    const renewed = vi.fn()
    signer.on('refresh', renewed)
    await signer.ready()
    await writeFile(privateKeyFile, NEW.pem)
    await writeFile(tokenFile, tokenOf({ jwk: NEW.jwk, exp: 1_900_000_000 + HOUR_S }))
    const signed = await signer.sign(request)
    expect(signed.keyId).toBe(`ST$${tokenOf({ jwk: NEW.jwk, exp: 1_900_000_000 + HOUR_S })}`)
    const key = NEW.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const verdict = await verifyRequest({ ...signed, body: null }, async () => key, { now: () => 1_800_000_000_000 })
    expect(verdict).toMatchObject({ verified: true })
    expect(renewed).toHaveBeenCalledExactlyOnceWith({ expiresAt: (1_900_000_000 + HOUR_S) * 1000 })
  })

  test('never signs with one half of the old session and one of the new', async () => {
    await writeFile(tokenFile, tokenOf({ jwk: OLD.jwk }))
    const signer = signerWith()
    await signer.ready()
    await writeFile(tokenFile, tokenOf({ jwk: NEW.jwk }))
    const error = await rejectionOf(signer.sign(request))
    expect(error).toMatchObject({ code: 'ERR_SESSION_FILES', reason: 'key-mismatch', path: tokenFile })
    expect(signer.status().lastError).toBe(error)
    await writeFile(privateKeyFile, NEW.pem)
    expect((await signer.sign(request)).keyId).toBe(`ST$${tokenOf({ jwk: NEW.jwk })}`)
    expect(signer.status().lastError).toBeUndefined()
  })

  test('takes what another program writes within 120 milliseconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const signing = signerWith().sign(request)
    while (vi.getTimerCount() === 0) await settled()
    await vi.advanceTimersByTimeAsync(20)
    while (vi.getTimerCount() === 0) await settled()
    await writeFile(tokenFile, tokenOf({ sub: 'me' }))
    await vi.advanceTimersByTimeAsync(100)
    expect((await signing).keyId).toBe(`ST$${tokenOf({ sub: 'me' })}`)
  })

  test('is left by a signal', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const controller = new AbortController()
    const signer = signerWith()
    const signing = rejectionOf(signer.sign(request, { signal: controller.signal }))
    while (vi.getTimerCount() === 0) await settled()
    const enough = new Error('enough')
    controller.abort(enough)
    expect(await signing).toBe(enough)
    expect(signer.status().lastError).toBeUndefined()
  })

  test.each([
    ['is missing', 'missing-token', undefined],
    ['is empty', 'missing-token', ' \n'],
    ['has a line break inside', 'unreadable-token', 'a\nb'],
  ])('says when the token %s', async (_, reason, content) => {
    if (content !== undefined) await writeFile(tokenFile, content)
    const error = await rejectionOf(signerWith().ready())
    expect(error).toMatchObject({ code: 'ERR_SESSION_FILES', reason, path: tokenFile })
  })

  test('says when the token cannot be read', async () => {
    expect(await rejectionOf(signerWith({ tokenFile: folder }).ready())).toMatchObject({
      reason: 'unreadable-token',
      cause: expect.objectContaining({ code: 'EISDIR' }),
    })
  })

  test('says when the key is missing', async () => {
    await writeFile(tokenFile, tokenOf({ sub: 'me' }))
    await rm(privateKeyFile)
    expect(await rejectionOf(signerWith().ready())).toMatchObject({ code: 'ERR_KEY_FILE_UNREADABLE' })
  })

  test('does not repeat a token that was given as a path', async () => {
    const token = tokenOf({ sub: 'me' })
    const error = await rejectionOf(signerWith({ tokenFile: token }).ready())
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: 'tokenFile is no path. Pass a token itself as token.',
    })
  })

  test('says that the session is over from its end on, and signs again after a new login', async () => {
    const endMs = 1_900_000_000_000
    let now = endMs - 1
    await writeFile(tokenFile, tokenOf({ jwk: OLD.jwk, exp: endMs / 1000 }))
    const signer = signerWith({ now: () => now })
    await signer.ready()
    expect(signer.status()).toMatchObject({ principal: 'session', source: 'session files', expiresAt: endMs })
    now = endMs
    expect(await rejectionOf(signer.sign(request))).toMatchObject({ code: 'ERR_SESSION_ENDED', expiresAt: endMs })
    await writeFile(tokenFile, tokenOf({ jwk: OLD.jwk, exp: endMs / 1000 + HOUR_S }))
    await signer.ready()
    expect(signer.status()).toMatchObject({ expiresAt: endMs + HOUR_S * 1000, lastError: undefined })
  })
})
