// The face that all signers share, at those whose credential lies on this machine.
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { pem, URL_TEXT } from '../../test/support/fixtures.ts'
import { sendSigned } from '../sending/send-signed.ts'
import { localSigner } from './local-signer.ts'
import { SecurityTokenSigner } from './security-token-signer.ts'
import { Signer } from './signer.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const END = 1_900_000_000_000
const token = `${part({})}.${part({ exp: END / 1000, tenant: 'ocid1.tenancy.oc1..t', sub: 'ocid1.user.oc1..u' })}.c2ln`
const names = { tenancy: 'ocid1.tenancy.oc1..t', user: 'ocid1.user.oc1..u', fingerprint: '20:3b:97:13' }
const request = { method: 'GET', url: URL_TEXT }
const apiKey = (): Signer => new Signer({ ...names, privateKey: pem, region: 'eu-frankfurt-1' })
const session = (now: () => number): SecurityTokenSigner =>
  new SecurityTokenSigner({ token, privateKey: pem, region: 'eu-frankfurt-1', now })

describe('an API key', () => {
  test('tells who it is before anything was read, and asks nobody', () => {
    expect(apiKey().status()).toEqual({
      principal: 'user',
      source: 'API key',
      region: undefined,
      tenancy: names.tenancy,
      user: names.user,
      expiresAt: undefined,
      renewing: false,
      lastError: undefined,
    })
  })

  test('tells its region to who asks who it is', async () => {
    expect(await apiKey().whoami()).toMatchObject({ principal: 'user', region: 'eu-frankfurt-1', user: names.user })
  })

  test('tells at ready() that its key cannot be read, and keeps the reason until it can be', async () => {
    const signer = new Signer({ ...names, privateKeyFile: join('no', 'such', 'key.pem') })
    const failed = vi.fn()
    signer.on('refreshFailed', failed)
    const error = await rejectionOf(signer.ready())
    expect(error).toMatchObject({ code: 'ERR_KEY_FILE_UNREADABLE' })
    expect(signer.status().lastError).toBe(error)
    expect(failed).toHaveBeenCalledExactlyOnceWith({ error, usable: false })
  })

  test('is one request on the wire when it is refused', async () => {
    const send = vi.fn(async () => ({ status: 401, headers: { date: new Date().toUTCString() } }))
    expect((await sendSigned(request, apiKey(), send)).status).toBe(401)
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('tells that it is reading', async () => {
    const signer = apiKey()
    const ready = signer.ready()
    expect(signer.status().renewing).toBe(true)
    await ready
    expect(signer.status().renewing).toBe(false)
  })

  test.each([
    ['sign', (signer: Signer) => signer.sign(request)],
    ['ready', (signer: Signer) => signer.ready()],
    ['refresh', (signer: Signer) => signer.refresh()],
    ['whoami', (signer: Signer) => signer.whoami()],
  ])('refuses %s once it is closed, and tells its status still', async (_, call) => {
    const signer = apiKey()
    await signer.ready()
    await signer.close()
    expect(await rejectionOf(call(signer))).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(signer.status()).toMatchObject({ principal: 'user', lastError: undefined })
  })

  test('is closed where its block ends', async () => {
    const signer = apiKey()
    await signer[Symbol.asyncDispose]()
    expect(await rejectionOf(signer.sign(request))).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })
})

describe('a session token', () => {
  test('tells whose it is and when it ends, once it was used', async () => {
    expect(await session(() => END - 1).whoami()).toMatchObject({
      principal: 'session',
      source: 'session token',
      tenancy: 'ocid1.tenancy.oc1..t',
      user: 'ocid1.user.oc1..u',
      region: 'eu-frankfurt-1',
      expiresAt: END,
    })
  })

  test('is refused from its end on', async () => {
    expect(await rejectionOf(session(() => END).sign(request))).toMatchObject({
      code: 'ERR_SESSION_ENDED',
      expiresAt: END,
    })
  })

  test('that does not say when it ends is taken', async () => {
    const signer = new SecurityTokenSigner({ token: 'opaque', privateKey: pem })
    expect((await signer.sign(request)).keyId).toBe('ST$opaque')
    expect(signer.status()).toMatchObject({ tenancy: undefined, expiresAt: undefined })
  })
})

describe('the signer of a profile on this machine', () => {
  const files = { keyFile: '/k.pem', securityTokenFile: '/token' }

  test('is that of its API key, a hidden member included', async () => {
    const config = Object.defineProperty({ ...names, region: 'fra' }, 'keyContent', { value: pem })
    const signer = localSigner('api_key', config)
    expect(signer).toBeInstanceOf(Signer)
    await signer?.ready()
    expect(await signer?.region()).toBe('fra')
  })

  test('is that of its session', () => {
    expect(localSigner('security_token', files)?.status()).toMatchObject({
      principal: 'session',
      source: 'session files',
    })
  })

  test('is none for a credential that has to be fetched', () => {
    expect(localSigner('instance_principal', files)).toBeUndefined()
    expect(localSigner('toString', files)).toBeUndefined()
  })

  test.each([
    ['a session', files],
    ['a session beside a user', { ...names, ...files }],
    ['an instance principal', { ...names, ...files, authenticationType: 'instance_principal' }],
  ])('is not made by Signer.fromConfig of %s, which names signerFromConfig', (_, config) => {
    expect(() => Signer.fromConfig(config)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringContaining('signerFromConfig of @x/auth-federation'),
      }),
    )
  })
})
