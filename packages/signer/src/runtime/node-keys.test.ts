import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { adoptKey } from './node-keys.ts'

describe.each([2048, 3072])('a key of %d bits', (modulusLength) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
  const key = adoptKey(privateKey)!
  const data = (index: number): Uint8Array => Buffer.from(`data ${index}`)
  const isRight = (signature: Uint8Array, index: number): boolean =>
    verify('sha256', data(index), createPublicKey(privateKey), signature)

  test('signs alike alone and when signatures overlap', async () => {
    expect(isRight(await key.sign(data(0)), 0)).toBe(true)
    const signatures = await Promise.all(Array.from({ length: 20 }, (_, index) => key.sign(data(index))))
    expect(signatures.every(isRight)).toBe(true)
    expect(Buffer.from(await key.sign(data(3)))).toEqual(Buffer.from(signatures[3]!))
  })

  test('goes on after a failure', async () => {
    const outcomes = await Promise.allSettled([key.sign(5 as never), key.sign(data(1)), key.sign({} as never)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    expect(isRight(await key.sign(data(2)), 2)).toBe(true)
  })
})
