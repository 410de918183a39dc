import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SessionKeySupplier, takeSessionKey, type SessionKeySource } from './session-key-supplier.ts'

describe('a session key supplier', () => {
  test('makes nothing before it is asked', () => expect(new SessionKeySupplier().current()).toBeUndefined())

  test('makes pairs of 4096 bits, too', async () => {
    const { privateKey, jwk } = await new SessionKeySupplier({ keySize: 4096 }).refresh()
    expect(privateKey.bits).toBe(4096)
    expect(Buffer.from(jwk.n, 'base64url')).toHaveLength(512)
    expect(jwk.e).toBe('AQAB')
  })

  test('yields a pair that is the current one only once it is installed', async () => {
    const supplier = new SessionKeySupplier()
    const key = await supplier.refresh()
    expect(supplier.current()).toBeUndefined()
    supplier.install(key)
    const next = await supplier.refresh()
    expect(next).not.toBe(key)
    expect(supplier.current()).toBe(key)
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

  describe('that prepares the next pair', () => {
    afterEach(() => {
      vi.restoreAllMocks()
      syncBuiltinESMExports()
    })

    /** Counts the pairs; those with these numbers cannot be made. */
    function generating(...failing: number[]): { readonly made: () => number } {
      const original = crypto.generateKeyPair
      let made = 0
      const generate = (...call: [never, never, (error: Error) => void]): void => {
        if (failing.includes(++made)) return void setImmediate(() => call[2](new Error(`no pair ${made}`)))
        original(...(call as unknown as Parameters<typeof original>))
      }
      // promisify() finds the names of the two results at the original function.
      const names = Object.getOwnPropertyDescriptors(original)
      vi.spyOn(crypto, 'generateKeyPair').mockImplementation(generate as never)
      for (const key of Object.getOwnPropertySymbols(names))
        Object.defineProperty(crypto.generateKeyPair, key, names[key as never] as PropertyDescriptor)
      syncBuiltinESMExports()
      return { made: () => made }
    }

    test('has it at hand', async () => {
      const { made } = generating()
      const supplier = new SessionKeySupplier({ prepareNext: true })
      const first = await supplier.refresh()
      await vi.waitFor(() => expect(made()).toBe(2), 5_000)
      const second = await supplier.refresh()
      expect(second.jwk.n).not.toBe(first.jwk.n)
      await vi.waitFor(() => expect(made()).toBe(3), 5_000)
    })

    test('makes it again when that fails, and ends nothing', async () => {
      const rejected = vi.fn()
      process.once('unhandledRejection', rejected)
      const { made } = generating(2)
      const supplier = new SessionKeySupplier({ prepareNext: true })
      const first = await supplier.refresh()
      await vi.waitFor(() => expect(made()).toBe(2), 5_000)
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
      const second = await supplier.refresh()
      expect(second.jwk.n).not.toBe(first.jwk.n)
      process.off('unhandledRejection', rejected)
      expect(rejected).not.toHaveBeenCalled()
    })

    test('is not the rule', async () => {
      const { made } = generating()
      const supplier = new SessionKeySupplier()
      await supplier.refresh()
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
      await supplier.refresh()
      expect(made()).toBe(2)
    })

    test('tells a failure to who asks for the pair, and keeps the current one', async () => {
      generating(2)
      const supplier = new SessionKeySupplier()
      const first = await supplier.refresh()
      supplier.install(first)
      await expect(supplier.refresh()).rejects.toThrow('no pair 2')
      expect(supplier.current()).toBe(first)
    })
  })

  describe('of the caller’s own', () => {
    const pair = new SessionKeySupplier().refresh()
    const yielding = (key: unknown): SessionKeySource => ({ refresh: async () => key as never })

    test('may have keys that do not tell their public half', async () => {
      const { privateKey, publicKey, jwk } = await pair
      const key = { privateKey: { sign: (data: Uint8Array) => privateKey.sign(data) }, publicKey, jwk }
      expect(await takeSessionKey(yielding(key))).toBe(key)
    })

    test.each([null, {}, { refresh: 1 }])('has a method refresh; %o has none', async (supplier) => {
      await expect(takeSessionKey(supplier as never)).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    })

    test.each<[what: string, change: object | null | undefined]>([
      ['nothing', undefined],
      ['null', null],
      ['a text in the place of the private half', { privateKey: 'pem' }],
      ['a text in the place of the public half', { publicKey: 'pem' }],
      ['the halves of two pairs', { publicKey: new Uint8Array(294) }],
      ['half of the public half', { publicKey: new Uint8Array(4) }],
    ])('is refused where it yields %s', async (_, change) => {
      const key = change && { ...(await pair), ...change }
      await expect(takeSessionKey(yielding(key))).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    })

    test('that throws at once rejects', async () => {
      const supplier = {
        refresh: () => {
          throw new Error('no key')
        },
      }
      await expect(takeSessionKey(supplier)).rejects.toThrow('no key')
    })
  })

  test.each([1024, 2049, '2048', null, NaN])('has no pairs of length %s', (keySize) => {
    expect(() => new SessionKeySupplier({ keySize: keySize as never })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('2048, 3072 or 4096') }),
    )
  })
})
