import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindsKey, checkIssuedToken, parseTokenClaims } from './token-claims.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (claims: unknown): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }))
const foreign = JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))

describe('what a token says', () => {
  test('is read as the service writes it', () => {
    const claims = parseTokenClaims(
      tokenOf({ exp: 1_762_604_395, iat: 1_762_600_795, sess_exp: 'Sat, 08 Nov 2025 17:19:55 UTC', jwk }),
    )
    expect(claims).toMatchObject({
      expiresAt: 1_762_604_395_000,
      issuedAt: 1_762_600_795_000,
      sessionEndsAt: Date.UTC(2025, 10, 8, 17, 19, 55),
    })
    expect(bindsKey(claims?.keyModulus ?? new Uint8Array(), spki)).toBe(true)
  })

  test.each([{}, { exp: '1', iat: null, sess_exp: 'soon', jwk: 7 }, { exp: 9e15, jwk: '{' }, { jwk: '{"n":7}' }])(
    'is left out where it says %j',
    (claims) => {
      expect(parseTokenClaims(tokenOf(claims))).toEqual({
        expiresAt: undefined,
        issuedAt: undefined,
        sessionEndsAt: undefined,
        keyModulus: undefined,
      })
    },
  )

  test.each(['', 'a', 'a.b', 'a.b.c', 'a.b.c.d', `${tokenOf({})}\n`, tokenOf(7), tokenOf(null)])(
    'is nothing for %j',
    (token) => expect(parseTokenClaims(token)).toBeUndefined(),
  )

  test('is found out without a throw, whatever the token is', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.base64String(), fc.base64String()).map(([a, b]) => `${a}.${b}.c`),
      fc.json().map((json) => `a.${Buffer.from(json).toString('base64url')}.c`),
      fc.jsonValue().map(tokenOf),
    )
    fc.assert(fc.property(texts, (token) => void parseTokenClaims(token)))
  })
})

describe('an issued token', () => {
  test.each([
    ['not-a-jwt', tokenOf({ exp: 2, iat: 1, jwk }).slice(0, 40)],
    ['no-expiry', tokenOf({ iat: 1, jwk })],
    ['expired', tokenOf({ exp: 1, iat: 1, jwk })],
    ['key-mismatch', tokenOf({ exp: 2, iat: 1, jwk: foreign })],
    ['key-mismatch', tokenOf({ exp: 2, iat: 1, jwk: JSON.stringify({ n: 'AQAB', e: 'AQAB' }) })],
  ])('is refused: %s', (reason, token) => {
    expect(() => checkIssuedToken(token, spki)).toThrow(
      expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason }) as Error,
    )
  })

  test('is taken when it is for this key, or does not say for which', () => {
    expect(checkIssuedToken(tokenOf({ exp: 2, iat: 1, jwk }), spki).expiresAt).toBe(2000)
    expect(checkIssuedToken(tokenOf({ exp: 2 }), spki).expiresAt).toBe(2000)
  })
})
