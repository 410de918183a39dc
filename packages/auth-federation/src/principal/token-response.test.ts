import { beforeAll, describe, expect, test } from 'vitest'
import { generateSessionKey, type SessionKey } from '@x/signer/principal'
import { readTokenResponse, serverTimeOf } from './token-response.ts'

const NOW = 1_800_000_000_000

describe('the answer of a service that was asked for a token', () => {
  let sessionKey: SessionKey
  beforeAll(async () => void (sessionKey = await generateSessionKey()))

  const jwt = (claims: object): string =>
    ['{}', JSON.stringify(claims), 's'].map((text) => Buffer.from(text).toString('base64url')).join('.')

  test.each([null, undefined, 'token', [], {}, { token: '' }, { token: 7 }])('finds no token in %j', (json) => {
    expect(() => readTokenResponse(json, sessionKey, NOW)).toThrow(
      expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' }),
    )
  })

  test('takes the bound key in either alphabet of base64, with and without padding', () => {
    const { n, e } = sessionKey.jwk
    const standard = `${n.replaceAll('-', '+').replaceAll('_', '/')}==`
    for (const jwk of [
      { n, e },
      { n: standard, e },
    ])
      expect(readTokenResponse({ token: jwt({ exp: 2, jwk }) }, sessionKey, NOW).expiresAt).toBe(2000)
  })

  test('refuses a token for another key', () => {
    const jwk = JSON.stringify({
      n: `A${sessionKey.jwk.n.slice(1)}`.replace(/^A/, sessionKey.jwk.n.startsWith('A') ? 'B' : 'A'),
      e: 'AQAB',
    })
    const read = (): unknown => readTokenResponse({ token: jwt({ exp: 2, jwk }) }, sessionKey, NOW)
    expect(read).toThrow(expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' }))
  })

  test('refuses a token whose key cannot be read', () => {
    const read = (): unknown => readTokenResponse({ token: jwt({ exp: 2, jwk: '{}' }) }, sessionKey, NOW)
    expect(read).toThrow(expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' }))
  })

  test('yields a token with the key that it was asked for, and all that it says', async () => {
    const token = jwt({ exp: 3, iat: 1.5, tenant: 't' })
    const snapshot = readTokenResponse({ token }, sessionKey, NOW)
    expect(snapshot).toMatchObject({ token, issuedAt: 1500, expiresAt: 3000, claims: { texts: { tenant: 't' } } })
    const { keyId, key, expiresAt } = snapshot.credential
    expect([keyId, key, expiresAt]).toEqual([`ST$${token}`, sessionKey.privateKey, 3000])
  })

  test('counts a token that is over from its end when it does not say since when', () => {
    expect(readTokenResponse({ token: jwt({ exp: 2 }) }, sessionKey, NOW).issuedAt).toBe(2000)
  })

  test('counts a token from now on when it does not say since when', () => {
    const exp = NOW / 1000 + 60
    expect(readTokenResponse({ token: jwt({ exp }) }, sessionKey, NOW).issuedAt).toBe(NOW)
  })
})

describe('the clock of the service', () => {
  const date = new Date(NOW).toUTCString()
  const MINUTE = 60_000

  test.each([undefined, NOW, NOW + 5 * MINUTE, NOW - 5 * MINUTE])('is its Date beside a token of %s', (issuedAt) => {
    expect(serverTimeOf(date, issuedAt)).toBe(NOW)
  })

  test.each([NOW + 5 * MINUTE + 1, NOW - 5 * MINUTE - 1])('is not a Date beside a token of %i', (issuedAt) => {
    expect(serverTimeOf(date, issuedAt)).toBeUndefined()
  })

  test.each([undefined, '', 'soon', 'Invalid Date'])('is not %j', (text) => {
    expect(serverTimeOf(text, undefined)).toBeUndefined()
    expect(serverTimeOf(text, NOW)).toBeUndefined()
  })
})
