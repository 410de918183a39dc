import { generateKeyPairSync } from 'node:crypto'
import { generateSessionKey } from '@x/signer/principal'
import { describe, expect, test } from 'vitest'
import { keyOf, okeLifetime, readAnswer, tokenRequestBody } from './messages.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const wrapped = (members: unknown): string => JSON.stringify(base64(JSON.stringify(members)))

describe('the answer of proxymux', () => {
  test.each([
    ['a JSON string of base64', wrapped({ token: 'ST$a.b.c' }), 'a.b.c'],
    ['the same with a line break behind it', `${wrapped({ token: 'ST$a.b.c' })}\n`, 'a.b.c'],
    ['base64 alone', base64('{"token":"ST$a.b.c"}'), 'a.b.c'],
    ['a token without its prefix', wrapped({ token: 'a.b.c' }), 'a.b.c'],
    ['a token with white space', wrapped({ token: ' ST$a.b.c\n' }), 'a.b.c'],
    ['a token that is short', wrapped({ token: 'S' }), 'S'],
    ['no token', wrapped({}), undefined],
    ['null for a token', wrapped({ token: null }), null],
    ['a token that says null', wrapped({ token: 'ST$null' }), 'null'],
  ])('may be %s', (_, text, token) => expect(readAnswer(text).token).toBe(token))

  test.each([
    ['empty', ''],
    ['an empty string', '""'],
    ['half of it', wrapped({ token: 'ST$a.b.c' }).slice(0, 20)],
    ['no base64', '"%%%"'],
    ['base64 of something else', JSON.stringify(base64('hello'))],
    ['base64 of a list', wrapped([])],
    ['base64 of null', wrapped(null)],
    ['a page', '<html>Sign in</html>'],
    ['an object', '{"token":"ST$a.b.c"}'],
  ])('must not be %s', (_, text) => {
    const unreadable = { code: 'ERR_UNUSABLE_TOKEN', reason: 'unreadable-answer' }
    expect(() => readAnswer(text)).toThrow(expect.objectContaining(unreadable))
  })
})

test('the key that is asked for is base64 of SPKI, without PEM around it', async () => {
  const key = await generateSessionKey()
  expect(tokenRequestBody(key)).toEqual({ podKey: Buffer.from(key.publicKey).toString('base64') })
})

describe('a key that proxymux made', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

  test.each(['pkcs1', 'pkcs8'] as const)('is read in %s', async (type) => {
    const pem = pair.privateKey.export({ type, format: 'pem' }).toString()
    const key = await keyOf({ token: '', privateKey: base64(pem) })
    expect(Buffer.from(key.publicKey)).toEqual(pair.publicKey.export({ type: 'spki', format: 'der' }))
    const { n, e } = pair.publicKey.export({ format: 'jwk' })
    expect(key.jwk).toEqual({ n, e })
  })

  test.each([undefined, null, 5, '', '%%%', base64('no key'), base64('-----BEGIN PRIVATE KEY-----\nAAAA\n')])(
    'is not %j',
    async (privateKey) => {
      const unreadable = { code: 'ERR_UNUSABLE_TOKEN', reason: 'unreadable-answer' }
      await expect(keyOf({ token: '', privateKey })).rejects.toMatchObject(unreadable)
    },
  )
})

describe('the lifetime of a pod’s token', () => {
  const credential = { keyId: 'ST$a', key: { sign: async (data: Uint8Array) => data } }

  test.each([
    [0, 450_000],
    [0.5, 500_000],
    [1, 550_000],
  ])('with chance %d is renewed after %d of a million', (random, softAt) => {
    const snapshot = { credential, issuedAt: 0, expiresAt: 1_000_000 }
    expect(okeLifetime(snapshot, random)).toEqual({ softAt, urgentAt: 940_000, hardAt: 1_000_000 })
  })

  test('never begins before the token does', () => {
    const snapshot = { credential, issuedAt: 5, expiresAt: 0 }
    expect(okeLifetime(snapshot, 1)).toEqual({ softAt: 5, urgentAt: 0, hardAt: 0 })
  })
})
