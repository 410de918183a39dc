import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkIssuedToken } from './issued-token.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (claims: unknown): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }))
const foreign = JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))

describe('an issued token', () => {
  test.each([
    ['not-a-jwt', tokenOf({ exp: 2, iat: 1, jwk }).slice(0, 40)],
    ['no-expiry', tokenOf({ iat: 1, jwk })],
    ['not-a-jwt', `${tokenOf({ exp: 2, jwk })}\r\nhost: evil`],
    ['not-a-jwt', `${tokenOf(['exp'])}`],
    ['no-expiry', tokenOf({ exp: '2', iat: 1, jwk })],
    ['no-expiry', tokenOf({ exp: 1e300, iat: 1, jwk })],
    ['expired', tokenOf({ exp: 1, iat: 1, jwk })],
    ['expired', tokenOf({ exp: 1, iat: 2, jwk })],
    ['key-mismatch', tokenOf({ exp: 2, iat: 1, jwk: foreign })],
    ['key-mismatch', tokenOf({ exp: 2, iat: 1, jwk: JSON.stringify({ n: 'AQAB', e: 'AQAB' }) })],
    ['key-mismatch', tokenOf({ exp: 2, iat: 1, jwk: '{"n":7}' })],
  ])('is refused: %s', (reason, token) => {
    expect(() => checkIssuedToken(token, spki)).toThrow(
      expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason }) as Error,
    )
  })

  test('is taken when it is for this key, or does not say for which', () => {
    expect(checkIssuedToken(tokenOf({ exp: 2, iat: 1, jwk }), spki).expiresAt).toBe(2000)
    expect(checkIssuedToken(tokenOf({ exp: 2 }), spki).expiresAt).toBe(2000)
    expect(checkIssuedToken(tokenOf({ exp: 2, iat: 'now', sess_exp: 'never', jwk: null }), spki)).toMatchObject({
      issuedAt: undefined,
      sessionEndsAt: undefined,
    })
  })
})
