import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { LoginError } from '../errors/login-error.ts'
import { judgeAnswer } from './judge-answer.ts'

const own = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

const [user, tenant] = ['ocid1.user.oc1..u', 'ocid1.tenancy.oc1..t']
const claims = { sub: user, tenant, exp: 2000, iat: 1000, jwk: JSON.stringify(own.export({ format: 'jwk' })) }
const identity = { nonce: 'n-1', issuer_region: 'phx' }
const expected = {
  publicKey: new Uint8Array(own.export({ type: 'spki', format: 'der' })),
  nonce: 'n-1',
  tenancy: undefined,
  nowMs: 1_500_000,
}

const judge = (change: object = {}, idToken: string | undefined = jwt(identity), more: object = {}) =>
  judgeAnswer({ securityToken: jwt({ ...claims, ...change }), idToken }, { ...expected, ...more })

const reasonOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof LoginError ? error.reason : error
  }
}

describe('an answer is taken', () => {
  test('with a token for this key, and an identity with this nonce', () => {
    expect(judge()).toEqual({
      token: jwt(claims),
      user,
      tenancy: tenant,
      expiresAt: 2_000_000,
      sessionEndsAt: undefined,
      namesKey: true,
      homeRegion: 'phx',
    })
  })

  test('without an identity, which tells no region then', () => {
    expect(judgeAnswer({ securityToken: jwt(claims), idToken: undefined }, expected).homeRegion).toBeUndefined()
  })

  test('from the expected tenancy, and until its very end', () => {
    expect(judge({}, undefined, { tenancy: tenant, nowMs: 1_999_999 }).tenancy).toBe(tenant)
  })

  test('from a user whom an identity provider knows', () => {
    const sub = 'ocid1.saml2idp.oc1..p/zoë@example.com'
    expect(judge({ sub }).user).toBe(sub)
  })

  test('when the token names no key, which is said', () => {
    expect(judge({ jwk: undefined }).namesKey).toBe(false)
    expect(judge({ jwk: null }).namesKey).toBe(false)
  })
})

describe('an answer is discarded', () => {
  test.each<[string, unknown, () => unknown]>([
    ['for another key', 'foreign-token', () => judge({ jwk: JSON.stringify(other.export({ format: 'jwk' })) })],
    ['for a key that cannot be read', 'foreign-token', () => judge({ jwk: 'no' })],
    ['with no user', 'not-a-token', () => judge({ sub: 'x' })],
    ['with no tenancy', 'not-a-token', () => judge({ tenant: 'ocid1.user.oc1..u' })],
    ['with a user that would steer a terminal', 'not-a-token', () => judge({ sub: 'ocid1.user\u001B[2J' })],
    ['with a user that reads otherwise', 'not-a-token', () => judge({ sub: 'ocid1.user\u202Eabc' })],
    ['with a tenancy of two lines', 'not-a-token', () => judge({ tenant: 'ocid1.tenancy.oc1..t\nuser=x' })],
    ['with no end', 'not-a-token', () => judge({ exp: undefined })],
    ['in two parts', 'not-a-token', () => judgeAnswer({ securityToken: 'a.b', idToken: undefined }, expected)],
    ['at its end', 'expired', () => judge({}, undefined, { nowMs: 2_000_000 })],
    ['with another nonce', 'wrong-nonce', () => judge({}, jwt({ ...identity, nonce: 'n-2' }))],
    ['with no nonce', 'wrong-nonce', () => judge({}, jwt({}))],
    ['with an identity that is none', 'wrong-nonce', () => judge({}, '')],
    ['for another tenancy', 'unexpected-tenancy', () => judge({}, undefined, { tenancy: 'ocid1.tenancy.oc1..o' })],
  ])('%s', (_, reason, work) => expect(reasonOf(work)).toBe(reason))
})
