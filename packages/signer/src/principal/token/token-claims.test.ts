import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { parseTokenClaims } from './token-claims.ts'

const RUNS = fuzzRuns(500)
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (claims: unknown): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`

describe('what a token says', () => {
  test('is read as the service writes it', () => {
    const jwk = JSON.stringify({ kty: 'RSA', n: 'AQ', e: 'AQAB' })
    const sessionEnd = 'Sat, 08 Nov 2025 17:19:55 UTC'
    const token = tokenOf({ exp: 1_762_604_395, iat: 1_762_600_795, sess_exp: sessionEnd, jwk, tenant: 'Zürich' })
    expect(parseTokenClaims(token)).toEqual({
      expiresAt: 1_762_604_395_000,
      issuedAt: 1_762_600_795_000,
      sessionEndsAt: Date.UTC(2025, 10, 8, 17, 19, 55),
      jwk: { n: 'AQ', e: 'AQAB' },
      texts: { sess_exp: sessionEnd, jwk, tenant: 'Zürich' },
    })
  })

  test('may give the end of its session in seconds, and its key as an object', () => {
    const claims = parseTokenClaims(tokenOf({ sess_exp: 7, jwk: { n: 'AQ', e: 'AQAB' } }))
    expect(claims).toMatchObject({ sessionEndsAt: 7000, jwk: { n: 'AQ', e: 'AQAB' } })
  })

  test('may name the last moment of the calendar, and none after it', () => {
    expect(parseTokenClaims(tokenOf({ exp: 8.64e12, iat: -8.64e12 }))).toMatchObject({
      expiresAt: 8.64e15,
      issuedAt: -8.64e15,
    })
    expect(parseTokenClaims(tokenOf({ exp: 8_640_000_000_000.001 }))).toMatchObject({ expiresAt: undefined })
  })

  test.each([{}, { exp: '1', iat: null, sess_exp: 'soon', jwk: null }, { exp: 9e15, iat: 1e300, sess_exp: true }])(
    'is left out where it says %j',
    (claims) => {
      expect(parseTokenClaims(tokenOf(claims))).toMatchObject({
        expiresAt: undefined,
        issuedAt: undefined,
        sessionEndsAt: undefined,
        jwk: undefined,
      })
    },
  )

  test.each([7, '', 'no JSON', '{', '{"n":7}', [], { n: 'AQ' }, { n: 1, e: 'AQAB' }])(
    'names a key that cannot be read: %j',
    (jwk) => expect(parseTokenClaims(tokenOf({ jwk }))?.jwk).toBe('unreadable'),
  )

  test.each([
    '',
    'a',
    'a.b',
    'a.b.c',
    'a.b.c.d',
    'a.****.c',
    `${encode({})}..c2ln`,
    `${tokenOf({})}\n`,
    `${tokenOf({})}\r\nx-evil: 1`,
    `${tokenOf({})}",headers="`,
    ` ${tokenOf({})}`,
    tokenOf(7),
    tokenOf(null),
    tokenOf([]),
    tokenOf('text'),
  ])('is nothing for %j', (token) => expect(parseTokenClaims(token)).toBeUndefined())

  test('cannot reach the prototype', () => {
    const token = `${encode({})}.${Buffer.from('{"__proto__":"x"}').toString('base64url')}.c2ln`
    expect(Object.getPrototypeOf(parseTokenClaims(token)?.texts)).toBe(Object.prototype)
  })

  test('is found out without a throw, whatever the token is', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.base64String(), fc.base64String()).map(([a, b]) => `${a}.${b}.c`),
      fc.json().map((json) => `a.${Buffer.from(json).toString('base64url')}.c`),
      fc.dictionary(fc.constantFrom('exp', 'iat', 'jwk', 'sess_exp', 'sub'), fc.jsonValue()).map(tokenOf),
    )
    const property = fc.property(texts, (token) => {
      const claims = parseTokenClaims(token)
      const times = [claims?.expiresAt, claims?.issuedAt, claims?.sessionEndsAt].filter((time) => time !== undefined)
      return times.every(Number.isFinite) && (claims === undefined || /^[\w.=-]+$/.test(token))
    })
    expect(() => fc.assert(property, { numRuns: RUNS })).not.toThrow()
  })
})
