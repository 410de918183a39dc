import { expect, test } from 'vitest'
import { readServiceTokens, sessionTokenBody } from './messages.ts'

const PAIR = { resourcePrincipalToken: 'a', servicePrincipalSessionToken: 'b' }

test('the two tokens are taken, and nothing else', () => {
  expect(readServiceTokens({ ...PAIR, other: 'c' })).toEqual(PAIR)
})

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { ...PAIR, resourcePrincipalToken: undefined },
  { ...PAIR, resourcePrincipalToken: ' ' },
  { ...PAIR, servicePrincipalSessionToken: 7 },
  { ...PAIR, servicePrincipalSessionToken: ['b'] },
])('%j holds no tokens', (json) => {
  expect(() => readServiceTokens(json)).toThrow(
    expect.objectContaining({ code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' }),
  )
})

test('the key goes along as base64 of its DER', () => {
  expect(sessionTokenBody(PAIR, { publicKey: Uint8Array.of(255, 254, 253) })).toEqual({
    ...PAIR,
    sessionPublicKey: '//79',
  })
})
