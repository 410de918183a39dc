import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { NOW, publicKey, signerOf } from '../../test/support/fixtures.ts'
import { resolveKeys, type ResolveKey } from './resolved-key.ts'
import { tokenKeys, type IssuerKeys, type TokenKeysOptions } from './token-keys.ts'
import { verifyRequest } from './verify-request.ts'

const issuer = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwkOf = (key: KeyObject, kid: string) => ({ ...(key.export({ format: 'jwk' }) as { n: string; e: string }), kid })
const ISSUER_KEYS = { keys: [jwkOf(stranger.publicKey, 'other'), jwkOf(issuer.publicKey, 'asw')] }
const ISSUER_PEM = issuer.publicKey.export({ format: 'pem', type: 'spki' }).toString()

const NOW_S = NOW / 1000
const CLAIMS = {
  iss: 'authService.oracle.com',
  aud: 'oci',
  ptype: 'user',
  sub: 'ocid1.user.oc1..bbbb',
  tenant: 'ocid1.tenancy.oc1..aaaa',
  iat: NOW_S - 60,
  exp: NOW_S + 60,
  jwk: JSON.stringify(publicKey.export({ format: 'jwk' })),
}

interface Token {
  readonly claims?: object
  readonly header?: object
  readonly key?: KeyObject
}

function tokenOf({ claims = {}, header = {}, key = issuer.privateKey }: Token = {}): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${encode({ alg: 'RS256', kid: 'asw', ...header })}.${encode({ ...CLAIMS, ...claims })}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}

async function verdictOn(token: string, resolveKey: ResolveKey) {
  const { headers } = await signerOf({}, { keyId: `ST$${token}` }).sign({ method: 'GET', url: 'https://h.example/a' })
  return verifyRequest({ method: 'GET', url: '/a', headers }, resolveKey, { now: () => NOW })
}

const judged = (token: string, keys: IssuerKeys = ISSUER_KEYS, options: TokenKeysOptions = {}) =>
  verdictOn(token, tokenKeys(keys, { now: () => NOW, ...options }))

describe('a token of the issuer', () => {
  test.each<[string, IssuerKeys]>([
    ['a JWK set', ISSUER_KEYS],
    ['PEM text', ISSUER_PEM],
    ['a function', (kid) => (kid === 'asw' ? issuer.publicKey : undefined)],
    ['a function that takes its time', async () => ISSUER_PEM],
  ])('is accepted by %s, and the verdict names its user', async (_, keys) => {
    expect(await judged(tokenOf(), keys)).toMatchObject({
      verified: true,
      principal: { kind: 'token', type: 'user', tenancy: CLAIMS.tenant, user: CLAIMS.sub },
    })
  })

  test.each([
    [
      { ptype: 'instance', sub: 'ocid1.instance.oc1..cccc' },
      { type: 'instance', tenancy: CLAIMS.tenant, instance: 'ocid1.instance.oc1..cccc' },
    ],
    [
      { ptype: 'instance', sub: 'x', 'opc-instance': 'ocid1.instance.oc1..dddd' },
      { type: 'instance', tenancy: CLAIMS.tenant, instance: 'ocid1.instance.oc1..dddd' },
    ],
    [
      {
        ptype: 'resource',
        tenant: 'the service’s',
        res_tenant: 'ocid1.tenancy.oc1..rrrr',
        res_id: 'ocid1.fnfunc.oc1..ffff',
      },
      { type: 'resource', tenancy: 'ocid1.tenancy.oc1..rrrr', resource: 'ocid1.fnfunc.oc1..ffff' },
    ],
    [{ ptype: 'workload' }, { type: 'workload', tenancy: CLAIMS.tenant }],
  ])('with the claims %j names its principal', async (claims, principal) => {
    const verdict = await judged(tokenOf({ claims }))
    expect(verdict.verified && verdict.principal).toEqual({ kind: 'token', ...principal })
  })

  test('without the name of its key means the only one', async () => {
    const only = { keys: [jwkOf(issuer.publicKey, 'asw')] }
    const nameless = tokenOf({ header: { kid: undefined } })
    expect(await judged(nameless, only)).toMatchObject({ verified: true })
    expect(await judged(nameless)).toMatchObject({
      reason: 'invalid-token',
      message: expect.stringContaining('No key of the issuer') as string,
    })
  })
})

describe('what is not to be trusted', () => {
  test.each<[string, string, string]>([
    ['a token signed by somebody else', tokenOf({ key: stranger.privateKey }), 'was not signed by its issuer'],
    ['a key that the issuer does not have', tokenOf({ header: { kid: 'gone' } }), 'No key of the issuer'],
    ['a kid that is no text', tokenOf({ header: { kid: 5 } }), 'No key of the issuer'],
    ['another algorithm', tokenOf({ header: { alg: 'none' } }), 'no JSON Web Token that is signed with RS256'],
    ['a symmetric algorithm', tokenOf({ header: { alg: 'HS256' } }), 'no JSON Web Token that is signed with RS256'],
    ['rules that nobody knows', tokenOf({ header: { crit: ['x'] } }), 'no JSON Web Token that is signed with RS256'],
    ['another issuer', tokenOf({ claims: { iss: 'evil' } }), 'of another issuer'],
    ['no issuer', tokenOf({ claims: { iss: undefined } }), 'of another issuer'],
    ['a token for a database', tokenOf({ claims: { aud: 'urn:oracle:db:x' } }), 'not for signing requests'],
    ['no key', tokenOf({ claims: { jwk: undefined } }), 'names no key'],
    ['a key that cannot be read', tokenOf({ claims: { jwk: '{"kty":"RSA"}' } }), 'names no key'],
    ['no end', tokenOf({ claims: { exp: undefined } }), 'does not say when it ends'],
    ['an end that is no number', tokenOf({ claims: { exp: '9999999999' } }), 'does not say when it ends'],
    ['no token', 'abc', 'no JSON Web Token'],
    ['a token without claims', 'e30.W10.e30', 'no JSON Web Token'],
  ])('%s', async (_, token, sentence) => {
    expect(await judged(token)).toMatchObject({
      verified: false,
      reason: 'invalid-token',
      message: expect.stringContaining(sentence) as string,
    })
  })

  test('a token that is bound to a key whose signatures prove nothing', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
    const anybodys = { ...publicKey.export({ format: 'jwk' }), e: 'AQ' }
    for (const jwk of [weak, anybodys])
      expect(await judged(tokenOf({ claims: { jwk: JSON.stringify(jwk) } }))).toMatchObject({
        reason: 'invalid-token',
        message: 'The token of the key id is bound to a key that proves nothing.',
      })
  })

  test('a genuine token whose key did not sign the request', async () => {
    const jwk = JSON.stringify(stranger.publicKey.export({ format: 'jwk' }))
    expect(await judged(tokenOf({ claims: { jwk } }))).toMatchObject({ reason: 'invalid-signature' })
  })
})

describe('times', () => {
  test.each([
    ['ends this moment', { exp: NOW_S }, 'is over'],
    ['was issued six minutes from now', { iat: NOW_S + 360, exp: NOW_S + 999 }, 'not valid yet'],
    ['begins six minutes from now', { nbf: NOW_S + 360, exp: NOW_S + 999 }, 'not valid yet'],
  ])('a token that %s is refused', async (_, claims, sentence) => {
    expect(await judged(tokenOf({ claims }))).toMatchObject({
      reason: 'expired-token',
      message: expect.stringContaining(sentence) as string,
    })
  })

  test.each([
    ['ends in a second', { exp: NOW_S + 1 }],
    ['comes from a clock five minutes ahead', { iat: NOW_S + 300, nbf: NOW_S + 300, exp: NOW_S + 999 }],
    ['does not say when it began', { iat: undefined }],
  ])('a token that %s is accepted', async (_, claims) => {
    expect(await judged(tokenOf({ claims }))).toMatchObject({ verified: true })
  })

  test('a clock that is no number accepts nothing', async () => {
    expect(await judged(tokenOf(), ISSUER_KEYS, { now: () => Number.NaN })).toMatchObject({ reason: 'expired-token' })
  })
})

describe('several lookups', () => {
  test('the first that knows a key id, or refuses it, is the answer', async () => {
    const apiKeys: ResolveKey = async (keyId) => (keyId.startsWith('ST$') ? undefined : createPublicKey(ISSUER_PEM))
    const both = resolveKeys(apiKeys, tokenKeys(ISSUER_KEYS, { now: () => NOW }))
    expect(await verdictOn(tokenOf(), both)).toMatchObject({ verified: true })
    expect(await verdictOn(tokenOf({ claims: { exp: 1 } }), both)).toMatchObject({ reason: 'expired-token' })
    expect(await tokenKeys(ISSUER_KEYS)('t/u/f')).toBeUndefined()
    expect(await resolveKeys(async () => undefined)('t/u/f')).toBeUndefined()
  })

  test('a lookup of one’s own may name the principal', async () => {
    const principal = { kind: 'api-key', tenancy: 't', user: 'u', fingerprint: 'f' } as const
    const verdict = await verdictOn(tokenOf(), async () => ({ key: publicKey, principal }))
    expect(verdict.verified && verdict.principal).toEqual(principal)
  })

  test.each([[[]], [[undefined]], [[async () => undefined, 'x']]])('refuses %j', (lookups) => {
    expect(() => resolveKeys(...(lookups as ResolveKey[]))).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^resolveKeys was given something else than functions\. Give/) as string,
      }),
    )
  })
})

test.each<[unknown, object?]>([
  [undefined],
  [{}],
  [{ keys: [] }],
  [{ keys: 'x' }],
  [{ keys: ['x'] }],
  [ISSUER_KEYS, { issuer: '' }],
  [ISSUER_KEYS, { now: 5 }],
])('tokenKeys(%j, %j) is the mistake of the server', (keys, options) => {
  expect(() => tokenKeys(keys as IssuerKeys, options)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
  )
})
