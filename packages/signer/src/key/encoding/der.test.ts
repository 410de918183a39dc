import { generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomeOf } from '../../../test/support/outcome.ts'
import { numRuns } from '../../../test/support/runtime.ts'
import { children, countOf, der, readDer, TAG } from './der.ts'
import { kindOfDer } from './kind-of-der.ts'
import { parsePbes2 } from '../encrypted/pbes2.ts'
import { findPemBlock } from '../pem.ts'
import { fromPkcs1, fromPkcs8 } from './rsa-der.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])('a value of %d bytes reads back as it was written', (length) => {
  const content = new Uint8Array(length).fill(7)
  expect(readDer(der(TAG.octetString, content))).toEqual({ tag: TAG.octetString, content })
})

test('a length of four bytes is read', () => {
  expect(readDer(bytes('04840000000105'))).toEqual({ tag: TAG.octetString, content: Uint8Array.of(5) })
})

test('parts are joined, and members come back in order', () => {
  const whole = readDer(der(TAG.sequence, der(TAG.null), der(TAG.integer, Uint8Array.of(5))))
  expect(children(whole).map(({ tag }) => tag)).toEqual([TAG.null, TAG.integer])
})

test.each([
  ['nothing', '', /cut off/],
  ['a tag alone', '30', /cut off/],
  ['less content than announced', '3003020105'.slice(0, 8), /cut off/],
  ['a long length that is cut off', '308201', /cut off/],
  ['an indefinite length', '30800000', /not understood/],
  ['a length of five bytes', '30850000000000', /not understood/],
  ['something after it', '050000', /after/],
])('refuses %s', (_, hex, why) => {
  expect(() => readDer(bytes(hex))).toThrow(RangeError)
  expect(() => readDer(bytes(hex))).toThrow(why)
})

test.each([
  ['01', 1],
  ['0800', 2048],
  ['00ffffff', 16_777_215],
  ['ff'.repeat(200), Number.POSITIVE_INFINITY],
])('the integer %s counts %d', (hex, value) => expect(countOf({ tag: TAG.integer, content: bytes(hex) })).toBe(value))

test('an integer without content counts nothing', () => {
  expect(() => countOf({ tag: TAG.integer, content: bytes('') })).toThrow(RangeError)
  expect(() => countOf({ tag: TAG.octetString, content: bytes('01') })).toThrow('no DER value with tag 2')
})

test('PKCS#1 goes into PKCS#8 and out of it, with the public half that node:crypto has', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const made = fromPkcs1(privateKey.export({ format: 'der', type: 'pkcs1' }))
  expect(Buffer.from(made.pkcs8)).toEqual(pkcs8)
  expect(Buffer.from(made.spki)).toEqual(publicKey.export({ format: 'der', type: 'spki' }))
  expect(fromPkcs8(pkcs8)).toEqual(made)
  expect(made.bits).toBe(1024)
})

test('a PKCS#1 key that lacks a number is none', () => {
  const integers = (count: number): Uint8Array[] => Array<Uint8Array>(count).fill(der(TAG.integer, Uint8Array.of(3)))
  expect(() => fromPkcs1(der(TAG.sequence, ...integers(8)))).toThrow(new RangeError('not an RSA private key'))
  expect(fromPkcs1(der(TAG.sequence, ...integers(9)))).toMatchObject({ bits: 2 })
})

describe('on any bytes', () => {
  const nested = fc.letrec<{ value: Uint8Array }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.uint8Array({ maxLength: 12 }).map((content) => der(TAG.octetString, content)),
      fc.uint8Array({ maxLength: 4 }).map((content) => der(TAG.integer, content)),
      fc
        .constantFrom('2a864886f70d01050d', '2a864886f70d01050c', '2a864886f70d010101', '60864801650304012a')
        .map((hex) => der(TAG.oid, bytes(hex))),
      fc.array(tie('value'), { maxLength: 5 }).map((parts) => der(TAG.sequence, ...parts)),
    ),
  })).value
  const input = fc.oneof(fc.uint8Array({ maxLength: 80 }), nested)

  test.each<[string, (given: Uint8Array) => unknown]>([
    ['readDer', readDer],
    ['fromPkcs1', fromPkcs1],
    ['fromPkcs8', fromPkcs8],
    ['parsePbes2', parsePbes2],
  ])('%s yields a value or a RangeError', async (_, parse) => {
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const outcome = await outcomeOf(() => parse(given))
        expect(outcome instanceof Error && !(outcome instanceof RangeError)).toBe(false)
      }),
      numRuns(200),
    )
  })

  test('kindOfDer and findPemBlock never throw', () => {
    fc.assert(
      fc.property(input, fc.string({ unit: 'binary' }), (given, text) => {
        expect(kindOfDer(given)).toSatisfy((kind) => kind === undefined || typeof kind === 'string')
        expect(findPemBlock(text)).toBeUndefined()
        expect(() => findPemBlock(`-----BEGIN ${text}-----${text}-----END ${text}-----`)).not.toThrow()
      }),
      numRuns(200),
    )
  })

  test('a tower of sequences is refused, not climbed', () => {
    let tower: Uint8Array = der(TAG.null)
    for (let height = 0; height < 20_000; height++) tower = bytesAround(tower)
    expect(() => parsePbes2(der(TAG.sequence, tower, der(TAG.octetString)))).toThrow(RangeError)
  })
})

/** A sequence around `content`, by hand: `der` would copy it each time. */
const bytesAround = (content: Uint8Array): Uint8Array =>
  content.length > 60_000 ? content : der(TAG.sequence, content)
