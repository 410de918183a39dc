import { expect, test } from 'vitest'
import { jwtContent } from '../../tenancy/tokens/jwt.ts'
import { shownClaims } from './shown-claims.ts'

const token = (claims: object): string => `${jwtContent({ alg: 'none' }, claims)}.c2ln`

const signedWith = (keyId: string) => ({
  headers: new Map([
    [
      'authorization',
      [`Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="date",signature="c2ln"`],
    ],
  ]),
})
const bearer = (text: string) => ({ headers: new Map([['authorization', [`Bearer ${text}`]]]) })

test('the claims of the token in a key id are shown, and those of a bearer token', () => {
  const claims = { sub: 'ocid1.user', exp: 1, scoped: false, none: null }
  expect(shownClaims(signedWith(`ST$${token(claims)}`))).toEqual(claims)
  expect(shownClaims(bearer(token(claims)))).toEqual(claims)
})

test('a request without a token has no claims, nor has a token that cannot be read', () => {
  expect(shownClaims({ headers: new Map() })).toBeUndefined()
  expect(shownClaims(signedWith('ocid1.tenancy/ocid1.user/aa:bb'))).toBeUndefined()
  expect(shownClaims(signedWith('ST$eyJh.nonsense.c2ln'))).toBeUndefined()
  expect(shownClaims(bearer('Oracle'))).toBeUndefined()
})

test('neither a token within a token nor a claim that is named as a secret is shown', () => {
  const inner = token({ canary: true })
  const shown = shownClaims(bearer(token({ act: { tok: inner }, list: [inner], client_secret: 'CANARY', note: inner })))
  expect(shown).toEqual({
    act: '{"tok":"<redacted>"}',
    list: '["<redacted>"]',
    client_secret: '<redacted>',
    note: '<redacted>',
  })
})

test('claims too deep to be written are shown as a dot-dot-dot, long ones in part', () => {
  const deep = `{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)},"long":"${'x'.repeat(9000)}"}`
  const content = `${Buffer.from('{}').toString('base64url')}.${Buffer.from(deep).toString('base64url')}.c2ln`
  const shown = shownClaims(bearer(content))
  expect(String(shown?.['deep']).length).toBeLessThanOrEqual(2000)
  expect(shown?.['long']).toBe('x'.repeat(2000))
})

test('a claim may be called as a member of every object is', () => {
  const content = `${Buffer.from('{}').toString('base64url')}.${Buffer.from('{"__proto__":"x"}').toString('base64url')}.c2ln`
  expect(JSON.stringify(shownClaims(bearer(content)))).toBe('{"__proto__":"x"}')
})
