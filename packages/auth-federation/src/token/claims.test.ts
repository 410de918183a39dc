import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { isPrincipalError } from '../errors.ts'
import { readClaims } from './claims.ts'

const RUNS = fuzzRuns(500)
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

describe('the claims of a token', () => {
  test('are times in milliseconds, the bound key, and every text', () => {
    const jwk = JSON.stringify({ kty: 'RSA', n: 'AQ', e: 'AQAB' })
    expect(readClaims(jwt({ exp: 2000, iat: 1000.5, jwk, tenant: 'Zürich', admin: true }))).toEqual({
      expiresAt: 2_000_000,
      issuedAt: 1_000_500,
      jwk: { n: 'AQ', e: 'AQAB' },
      texts: { tenant: 'Zürich', jwk },
    })
  })

  test('may have the key as an object, or none', () => {
    expect(readClaims(jwt({ exp: 1, jwk: { n: 'AQ', e: 'AQAB' } })).jwk).toEqual({ n: 'AQ', e: 'AQAB' })
    expect(readClaims(jwt({ exp: 1, jwk: null })).jwk).toBeUndefined()
    expect(readClaims(jwt({ exp: 1 })).jwk).toBeUndefined()
  })

  test.each([
    ['', 'not-a-jwt'],
    ['a.b', 'not-a-jwt'],
    ['a.b.c.d', 'not-a-jwt'],
    [`${part({})}..c2ln`, 'not-a-jwt'],
    [`${part({})}.${part({ exp: 1 })}.`, 'not-a-jwt'],
    [jwt([]), 'not-a-jwt'],
    [jwt(null), 'not-a-jwt'],
    [jwt('text'), 'not-a-jwt'],
    [`${jwt({ exp: 1 })}\r\nx-evil: 1`, 'not-a-jwt'],
    [`${jwt({ exp: 1 })}",headers="`, 'not-a-jwt'],
    [` ${jwt({ exp: 1 })}`, 'not-a-jwt'],
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
  ])('%j is refused: %s', (token, reason) => {
    expect(() => readClaims(token)).toThrow(expect.objectContaining({ code: 'ERR_MALFORMED_TOKEN', reason }))
  })

  test.each([
    ['a.b', 'The token is not a JSON Web Token. Check that the address is that of the auth service.'],
    [jwt({}), 'The token does not say when it expires. Ask the service for another one.'],
    [jwt({ exp: 1, iat: 2 }), 'The token had expired when the service issued it. Check the clock of this machine'],
    [jwt({ exp: 1, jwk: '' }), 'The key that the token is bound to cannot be read from it. It is not used; try again.'],
  ])('%j is refused with what to do', (token, sentence) => {
    expect(() => readClaims(token)).toThrow(sentence)
  })

  test('cannot reach the prototype', () => {
    const { texts } = readClaims(`${part({})}.${Buffer.from('{"exp":1,"__proto__":"x"}').toString('base64url')}.c2ln`)
    expect(Object.getPrototypeOf(texts)).toBe(Object.prototype)
  })

  test('are read, or refused by name and without the token, whatever comes', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json().map((text) => `a.${Buffer.from(text).toString('base64url')}.b`),
      fc.dictionary(fc.constantFrom('exp', 'iat', 'jwk', 'sub'), fc.jsonValue()).map(jwt),
    )
    fc.assert(
      fc.property(hostile, (token) => {
        try {
          const { expiresAt, issuedAt = 0 } = readClaims(token)
          return Number.isFinite(expiresAt) && Number.isFinite(issuedAt) && /^[\w.=-]+$/.test(token)
        } catch (error) {
          return isPrincipalError(error) && (token.length < 20 || !String(error).includes(token))
        }
      }),
      { numRuns: RUNS },
    )
  })
})
