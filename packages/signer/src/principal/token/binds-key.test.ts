import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bindsKey } from './binds-key.ts'

const pair = (publicExponent: number) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent })
  const { n, e } = publicKey.export({ format: 'jwk' })
  return {
    spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    jwk: { n: String(n), e: String(e) },
  }
}
const own = pair(65_537)
const other = pair(3)
const standard = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/')

describe('a key that a token names', () => {
  test.each([
    ['as it is written in tokens', own.jwk],
    ['in the other alphabet and padded', { n: `${standard(own.jwk.n)}==`, e: own.jwk.e }],
    ['with a leading zero', { n: Buffer.from(`00${hex(own.jwk.n)}`, 'hex').toString('base64url'), e: own.jwk.e }],
  ])('is the one at hand, %s', (_, jwk) => expect(bindsKey(jwk, own.spki)).toBe(true))

  test('is one of 1024 bits, and none below', () => {
    const modulus = Buffer.alloc(128, 7)
    const spki = (bytes: Uint8Array): Uint8Array => Uint8Array.from([0x30, ...bytes, 0x02, 0x01, 0x03])
    expect(bindsKey({ n: modulus.toString('base64url'), e: 'Aw' }, spki(modulus))).toBe(true)
    const short = modulus.subarray(1)
    expect(bindsKey({ n: short.toString('base64url'), e: 'Aw' }, spki(short))).toBe(false)
  })

  test('may be all of the public key that was given', () => {
    const modulus = Buffer.alloc(128, 7)
    const key = { n: modulus.toString('base64url'), e: 'Aw' }
    expect(bindsKey(key, Uint8Array.from([...modulus, 0x02, 0x01, 0x03]))).toBe(true)
    expect(bindsKey(key, Uint8Array.from([...modulus.subarray(1), 0x02, 0x01, 0x03]))).toBe(false)
  })

  test('may have any exponent', () => expect(bindsKey(other.jwk, other.spki)).toBe(true))

  test.each([
    ['another key', other.jwk],
    ['another exponent', { n: own.jwk.n, e: 'Aw' }],
    ['no exponent', { n: own.jwk.n, e: '' }],
    ['another modulus', { n: other.jwk.n, e: own.jwk.e }],
    ['the end of its modulus', { n: endOf(own.jwk.n, 100), e: own.jwk.e }],
    ['all but the least of its modulus that is too short', { n: endOf(own.jwk.n, 127), e: own.jwk.e }],
    ['a modulus of nothing', { n: '', e: own.jwk.e }],
    ['a modulus that is no base64', { n: own.jwk.n.replace(/.$/, '*'), e: own.jwk.e }],
    ['an exponent that is no base64', { n: own.jwk.n, e: '*' }],
    ['a longer modulus', { n: `AQAB${own.jwk.n}`, e: own.jwk.e }],
    ['no base64', { n: '****', e: own.jwk.e }],
  ])('is not the one at hand when it is %s', (_, jwk) => expect(bindsKey(jwk, own.spki)).toBe(false))

  test('is not found in a public key that is cut off', () => {
    expect(bindsKey(own.jwk, own.spki.subarray(0, 100))).toBe(false)
    expect(bindsKey(own.jwk, new Uint8Array())).toBe(false)
  })
})

/** Aligned to bytes, and so the end of the public key as well. */
function endOf(base64url: string, bytes: number): string {
  return Buffer.from(base64url, 'base64url').subarray(-bytes).toString('base64url')
}

function hex(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex')
}
