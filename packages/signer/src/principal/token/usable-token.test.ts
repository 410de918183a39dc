import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { isSignerError } from '../../errors/is-signer-error.ts'
import { checkIssuedToken } from './usable-token.ts'

const RUNS = fuzzRuns(500)
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
const { n, e } = publicKey.export({ format: 'jwk' })
const jwk = JSON.stringify({ kty: 'RSA', n, e })
const foreign = JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))

describe('an issued token', () => {
  test('is taken with its times in milliseconds, the bound key, and every text', () => {
    const token = jwt({ exp: 2000, iat: 1000.5, jwk, tenant: 'Zürich', admin: true })
    expect(checkIssuedToken(` ${token}\r\n`, spki)).toEqual({
      token,
      claims: { expiresAt: 2_000_000, issuedAt: 1_000_500, jwk: { n, e }, texts: { tenant: 'Zürich', jwk } },
    })
  })

  test('may name its key as an object, or none', () => {
    expect(checkIssuedToken(jwt({ exp: 1, jwk: { n, e } }), spki).claims.jwk).toEqual({ n, e })
    expect(checkIssuedToken(jwt({ exp: 1, jwk: null }), spki).claims.jwk).toBeUndefined()
    expect(checkIssuedToken(jwt({ exp: 1, iat: 'now', sess_exp: 'never' }), spki).claims).toMatchObject({
      issuedAt: undefined,
      sessionEndsAt: undefined,
      jwk: undefined,
    })
  })

  test.each([
    [undefined, 'no-token'],
    [7, 'no-token'],
    ['', 'no-token'],
    [' \n', 'no-token'],
    ['a.b', 'not-a-jwt'],
    ['a.b.c.d', 'not-a-jwt'],
    [`${part({})}..c2ln`, 'not-a-jwt'],
    [`${part({})}.${part({ exp: 1 })}.`, 'not-a-jwt'],
    [jwt({ exp: 2, iat: 1, jwk }).slice(0, 40), 'not-a-jwt'],
    [jwt([]), 'not-a-jwt'],
    [jwt(null), 'not-a-jwt'],
    [jwt('text'), 'not-a-jwt'],
    [`${jwt({ exp: 1 })}\r\nx-evil: 1`, 'not-a-jwt'],
    [`${jwt({ exp: 1 })}",headers="`, 'not-a-jwt'],
    [`a.****.c`, 'not-a-jwt'],
    [jwt({}), 'no-expiry'],
    [jwt({ exp: '2000' }), 'no-expiry'],
    [jwt({ exp: null }), 'no-expiry'],
    [jwt({ exp: 1e300 }), 'no-expiry'],
    [jwt({ exp: 2000, iat: 2000 }), 'expired'],
    [jwt({ exp: 2000, iat: 2001 }), 'expired'],
    [jwt({ exp: 1, jwk: 'no JSON' }), 'key-mismatch'],
    [jwt({ exp: 1, jwk: { n: 1, e: 'AQAB' } }), 'key-mismatch'],
    [jwt({ exp: 1, jwk: '' }), 'key-mismatch'],
    [jwt({ exp: 1, jwk: JSON.stringify({ n: 'AQAB', e: 'AQAB' }) }), 'key-mismatch'],
    [jwt({ exp: 1, jwk: foreign }), 'key-mismatch'],
  ])('%j is refused: %s', (token, reason) => {
    expect(() => checkIssuedToken(token, spki)).toThrow(expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason }))
  })

  test('cannot reach the prototype', () => {
    const hostile = `${part({})}.${Buffer.from('{"exp":1,"__proto__":"x"}').toString('base64url')}.c2ln`
    const { claims } = checkIssuedToken(hostile, spki)
    expect(Object.getPrototypeOf(claims.texts)).toBe(Object.prototype)
  })

  test('is taken, or refused by name and without the token, whatever comes', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json().map((text) => `a.${Buffer.from(text).toString('base64url')}.b`),
      fc.dictionary(fc.constantFrom('exp', 'iat', 'jwk', 'sub'), fc.jsonValue()).map(jwt),
    )
    fc.assert(
      fc.property(hostile, (token) => {
        try {
          const issued = checkIssuedToken(token, spki)
          const { expiresAt, issuedAt = 0 } = issued.claims
          return Number.isFinite(expiresAt) && Number.isFinite(issuedAt) && /^[\w.=-]+$/.test(issued.token)
        } catch (error) {
          return isSignerError(error) && (token.length < 20 || !String(error).includes(token))
        }
      }),
      { numRuns: RUNS },
    )
  })
})
