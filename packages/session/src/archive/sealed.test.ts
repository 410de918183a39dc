import { describe, expect, test } from 'vitest'
import { isSealed, keyOf, seal, unseal, unsealWith } from './sealed.ts'

const plain = Buffer.from('{"files":[]}')

describe('sealed bytes', () => {
  test('are opened by their passphrase, however its letters are composed, and by no other', async () => {
    const sealed = await seal(plain, 'caf\u00e9')
    expect(Buffer.from((await unseal(sealed, 'cafe\u0301')) ?? '')).toEqual(plain)
    expect(await unseal(sealed, 'cafe')).toBeUndefined()
  })

  test('are other bytes each time', async () => {
    const [one, two] = await Promise.all([seal(plain, 'x'), seal(plain, 'x')])
    expect(isSealed(one) && isSealed(two)).toBe(true)
    expect(Buffer.from(one).subarray(23, 51)).not.toEqual(Buffer.from(two).subarray(23, 51))
  })

  test('do not open once any bit of them is another one', async () => {
    const sealed = await seal(plain, 'x')
    const key = await keyOf(sealed, 'x')
    expect(unsealWith(sealed, key)).toBeDefined()
    const opened: string[] = []
    for (let at = 0; at < sealed.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(sealed)
        changed[at]! ^= 1 << bit
        if (unsealWith(changed, key) !== undefined) opened.push(`${at}.${bit}`)
      }
    expect(opened).toEqual([])
  })

  test('do not open once they are cut off or longer, whether or not the key is made anew', async () => {
    const sealed = await seal(plain, 'x')
    const key = await keyOf(sealed, 'x')
    const wrong = Array.from(sealed, (_, length) => sealed.subarray(0, length))
    wrong.push(Buffer.concat([sealed, Buffer.alloc(1)]))
    expect(wrong.filter((bytes) => unsealWith(bytes, key) !== undefined)).toEqual([])
    expect(await unseal(sealed.subarray(0, -1), 'x')).toBeUndefined()
    expect(await unseal(sealed.subarray(0, 30), 'x')).toBeUndefined()
  })
})
