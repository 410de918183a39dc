import { createPublicKey, createSecretKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { adoptKey, importRsaKey } from './node-keys.ts'

const data = (index: number): Uint8Array => Buffer.from(`data ${index}`)
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey

/** Whether `signing` is done before anything but microtasks ran: what the pool does takes longer. */
async function isDoneAtOnce(signing: Promise<unknown>): Promise<boolean> {
  let isDone = false
  const note = signing.then(() => void (isDone = true))
  for (let turn = 0; turn < 20; turn++) await undefined
  const answer = isDone
  await note
  return answer
}

const KEYS = { 2048: rsa(2048), 3072: rsa(3072) }

describe.each([2048, 3072] as const)('a key of %d bits', (bits) => {
  const privateKey = KEYS[bits]
  const key = adoptKey(privateKey)!
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
    expect(await isDoneAtOnce(key.sign(data(2)))).toBe(bits === 2048)
  })
})

describe('the thread of the caller', () => {
  test.each([
    [2048, true],
    [3072, false],
  ] as const)('signs with a key of %d bits that signs alone: %s', async (bits, isAtOnce) => {
    const key = adoptKey(KEYS[bits])!
    expect(await isDoneAtOnce(key.sign(data(0)))).toBe(isAtOnce)
    expect(await isDoneAtOnce(key.sign(data(0)))).toBe(isAtOnce)
  })

  test('has keys of 2048 bits for its limit', async () => {
    const pkcs8 = KEYS[2048].export({ format: 'der', type: 'pkcs8' })
    expect(await isDoneAtOnce((await importRsaKey({ pkcs8, bits: 2048 })).sign(data(0)))).toBe(true)
    expect(await isDoneAtOnce((await importRsaKey({ pkcs8, bits: 2049 })).sign(data(0)))).toBe(false)
  })

  test('leaves signatures that overlap to the pool, the first of them, too, and signs again after them', async () => {
    const key = adoptKey(KEYS[2048])!
    const overlapping = [1, 2].map((index) => isDoneAtOnce(key.sign(data(index))))
    expect(await Promise.all(overlapping)).toEqual([false, false])
    expect(await isDoneAtOnce(key.sign(data(3)))).toBe(true)
  })
})

test.each([
  ['public-key', 'a public key', createPublicKey(KEYS[2048])],
  ['not-rsa', 'a secret key', createSecretKey(Buffer.from('x'))],
  ['not-rsa', 'a private key of type ec', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
])('is %s for %s', (reason, found, key) => {
  const message = `The key object is ${found}. OCI signatures need an RSA private key.`
  expect(() => adoptKey(key)).toThrow(expect.objectContaining({ reason, message }))
})
