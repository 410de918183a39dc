import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SessionKeySupplier } from './session-key-supplier.ts'

describe('a session key supplier', () => {
  test('makes nothing before it is asked', () => expect(new SessionKeySupplier().current()).toBeUndefined())

  test('yields a pair whose forms are of one key, and keeps it as the current one', async () => {
    const supplier = new SessionKeySupplier()
    const key = await supplier.refresh()
    expect(supplier.current()).toBe(key)
    const fromSpki = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
    expect(fromSpki.export({ format: 'jwk' })).toEqual({ kty: 'RSA', ...key.jwk })
    const data = new TextEncoder().encode('data')
    expect(verify('sha256', data, fromSpki, await key.privateKey.sign(data))).toBe(true)
  })

  test('makes another one each time, of the length that is wanted', async () => {
    const supplier = new SessionKeySupplier({ keySize: 3072 })
    const [one, two] = [await supplier.refresh(), await supplier.refresh()]
    expect(one.jwk.n).not.toBe(two.jwk.n)
    expect([one.privateKey.bits, two.privateKey.bits]).toEqual([3072, 3072])
  })

  test('gives callers at the same time a pair each, also when one was made ahead', async () => {
    const supplier = new SessionKeySupplier({ prepareNext: true })
    await supplier.refresh()
    const [one, two] = await Promise.all([supplier.refresh(), supplier.refresh()])
    expect(one.jwk.n).not.toBe(two.jwk.n)
  })

  test.each([1024, 2049, '2048', null, NaN])('has no pairs of length %s', (keySize) => {
    expect(() => new SessionKeySupplier({ keySize: keySize as never })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
    )
  })
})
