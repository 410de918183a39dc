import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { base64, canSetDate, createDigest, keepsStreamLength, sha256 } from './node.ts'

const MIB = 1024 * 1024
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251)
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

afterEach(() => vi.unstubAllGlobals())

test('base64 is that of the view, not of all its memory', () => {
  expect(base64(Uint8Array.of(9, 0, 255, 128, 9).subarray(1, 4))).toBe('AP+A')
})

describe('a hash', () => {
  test('is there at once for up to 1 MiB', () => {
    const bytes = bytesOf(MIB)
    expect(sha256(bytes)).toBe(digestOf(bytes))
  })

  test.each([MIB + 1, 3 * MIB, 3 * MIB + 7])(
    'of %d bytes lets other work have its turn after each piece',
    async (length) => {
      let turns = 0
      let isGoing = true
      const turn = (): void => {
        turns++
        if (isGoing) setImmediate(turn)
      }
      setImmediate(turn)
      const bytes = bytesOf(length)
      const hashing = sha256(bytes)
      expect(hashing).toBeInstanceOf(Promise)
      expect(await hashing).toBe(digestOf(bytes))
      isGoing = false
      expect(turns).toBe(Math.ceil(length / MIB))
    },
  )

  test('takes pieces', () => {
    const digest = createDigest!()
    digest.update(bytesOf(5))
    digest.update(bytesOf(7))
    expect(digest.base64()).toBe(digestOf(Buffer.concat([bytesOf(5), bytesOf(7)])))
  })
})

test('fetch sends the date, and the length of a stream, which Deno drops', () => {
  expect(canSetDate()).toBe(true)
  expect(keepsStreamLength()).toBe(true)
  vi.stubGlobal('Deno', {})
  expect(keepsStreamLength()).toBe(false)
})
