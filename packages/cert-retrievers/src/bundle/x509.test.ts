import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { makeCertificate, makeKeys } from '../../test/certificates.ts'
import { readDer } from './der.ts'
import { isSameKey, parseX509 } from './x509.ts'

const keys = makeKeys()
const made = makeCertificate({ keys })

test.each([
  ['in this century', '2030-06-15T11:00:00Z', '2030-06-16T12:00:05Z'],
  ['across the change of the encoding', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'],
  ['in the last century', '1999-02-28T00:00:00Z', '2000-02-29T12:34:56Z'],
  ['from the first year that two digits can mean', '1950-01-01T00:00:00Z', '2049-12-31T23:59:59Z'],
  ['for ever', '2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
])('validity %s is what node:crypto reads', (_, from, to) => {
  const { der, x509 } = makeCertificate({ keys, notBefore: new Date(from), notAfter: new Date(to) })
  const { notBefore, notAfter } = parseX509(der)
  expect([notBefore, notAfter]).toEqual([Date.parse(x509.validFrom), Date.parse(x509.validTo)])
  expect([notBefore, notAfter]).toEqual([Date.parse(from), Date.parse(to)])
})

test('the public key is what node:crypto reads', () => {
  expect(Buffer.from(parseX509(made.der).publicKey)).toEqual(
    made.x509.publicKey.export({ type: 'spki', format: 'der' }),
  )
})

test('the subject is the one of the certificate', () => {
  const subject = Buffer.from(parseX509(made.der).subject)
  expect(Buffer.from(made.der).indexOf(subject)).toBeGreaterThan(0)
  expect(subject.includes('opc-tenant:')).toBe(true)
})

describe('keys are compared', () => {
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' })

  test('by what they are', () => {
    expect(isSameKey(spki, createPublicKey(keys.privateKey).export({ type: 'spki', format: 'der' }))).toBe(true)
    expect(isSameKey(spki, makeKeys().publicKey.export({ type: 'spki', format: 'der' }))).toBe(false)
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    expect(isSameKey(spki, elliptic.export({ type: 'spki', format: 'der' }))).toBe(false)
  })

  test('not by how their algorithm is written', () => {
    // rsaEncryption without its NULL parameters: two bytes less in both sequences.
    const bare = Buffer.concat([spki.subarray(0, 17), spki.subarray(19)])
    bare.writeUInt16BE(spki.readUInt16BE(2) - 2, 2)
    bare[5] = (bare[5] ?? 0) - 2
    expect(isSameKey(spki, bare)).toBe(true)
  })
})

function outcomeOf(bytes: Uint8Array): string {
  try {
    return parseX509(bytes).publicKey.length > 0 ? 'certificate' : 'nothing'
  } catch (error) {
    return (error as Error).name
  }
}

const RUNS = fuzzRuns(500)

test('bytes that were changed end in a RangeError or in a certificate, never in anything else', () => {
  const change = fc.array(fc.tuple(fc.nat(made.der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(change, fc.nat(made.der.length), (changes, length) => {
      const bytes = made.der.slice(0, length % 3 === 0 ? length : made.der.length)
      for (const [index, value] of changes) if (index < bytes.length) bytes[index] = value
      expect(['certificate', 'RangeError']).toContain(outcomeOf(bytes))
    }),
    { numRuns: RUNS },
  )
})

test('each cut ends in a RangeError', () => {
  for (let length = 0; length < made.der.length; length++)
    expect(() => parseX509(made.der.subarray(0, length))).toThrow(RangeError)
})

describe('lengths of DER are read', () => {
  const valueOf = (bytes: readonly number[]): number => readDer(Uint8Array.from(bytes)).content.length

  test.each([
    ['in the short form', 127, [0x7f]],
    ['in one byte', 128, [0x81, 128]],
    ['in two bytes', 300, [0x82, 1, 44]],
    ['in three bytes', 65_539, [0x83, 1, 0, 3]],
    ['in four bytes', 65_539, [0x84, 0, 1, 0, 3]],
  ])('%s', (_, length, header) => {
    expect(valueOf([0x04, ...header, ...Array<number>(length).fill(7)])).toBe(length)
  })

  test.each([
    ['of no definite length', [0x30, 0x80, 0, 0], 'DER length not understood'],
    ['in five bytes', [0x04, 0x85, 0, 0, 0, 0, 1, 7], 'DER length not understood'],
    ['that is cut off', [0x04, 0x82, 1], 'DER value cut off'],
    ['beyond the end', [0x04, 2, 7], 'DER value cut off'],
    ['missing', [0x04], 'DER value cut off'],
    ['of nothing', [], 'DER value cut off'],
    ['short of the end', [0x04, 1, 7, 7], 'bytes after the DER value'],
  ])('but not one %s', (_, bytes, message) => {
    expect(() => valueOf(bytes)).toThrow(new RangeError(message))
  })
})

test.each([
  ['a number', [0x02, 1, 5], 'not a DER sequence'],
  ['a sequence of nothing', [0x30, 0], 'no signature'],
  ['a sequence without a signature', [0x30, 6, 0x30, 0, 0x30, 0, 0x30, 0], 'no signature'],
  ['a sequence with a signature alone', [0x30, 7, 0x30, 0, 0x30, 0, 0x03, 1, 0], 'no certificate'],
])('%s is no certificate', (_, bytes, message) => {
  expect(() => parseX509(Uint8Array.from(bytes))).toThrow(new RangeError(message))
})

test('bytes behind the certificate are refused', () => {
  expect(() => parseX509(Uint8Array.of(...made.der, 0))).toThrow(RangeError)
})

describe('a certificate from its parts', () => {
  const node = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat(parts)
    const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff]
    return Buffer.concat([Uint8Array.of(tag, ...length), content])
  }
  const sequence = (...parts: readonly Uint8Array[]): Buffer => node(0x30, ...parts)
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' })
  const time = (text: string, tag = text.length === 13 ? 0x17 : 0x18): Buffer => node(tag, Buffer.from(text))
  const PARTS = {
    version: node(0xa0, node(0x02, Uint8Array.of(2))),
    serial: node(0x02, Uint8Array.of(1)),
    algorithm: sequence(),
    issuer: sequence(),
    validity: sequence(time('300615110000Z'), time('20500615110000Z')),
    subject: sequence(node(0x31)),
    publicKey: spki as Uint8Array,
  }
  const read = (
    change: Partial<Record<keyof typeof PARTS, Uint8Array | undefined>> = {},
  ): ReturnType<typeof parseX509> => {
    const parts = Object.values({ ...PARTS, ...change }).filter((part) => part !== undefined)
    return parseX509(sequence(sequence(...parts), sequence(), node(0x03, Uint8Array.of(0))))
  }

  test.each([
    ['of version 3', {}],
    ['of version 1, which is not written', { version: undefined }],
  ])('%s is read', (_, change) => {
    expect(read(change)).toEqual({
      notBefore: Date.UTC(2030, 5, 15, 11),
      notAfter: Date.UTC(2050, 5, 15, 11),
      subject: PARTS.subject,
      publicKey: spki,
    })
  })

  test.each([
    ['a serial number that is none', { serial: sequence() }, 'no certificate'],
    ['a subject that is no name', { subject: node(0x02, Uint8Array.of(1)) }, 'no certificate'],
    ['no public key', { publicKey: undefined }, 'no certificate'],
    ['a public key without bits', { publicKey: sequence(sequence()) }, 'no public key'],
    ['a public key that is something else', { publicKey: sequence(sequence(), sequence()) }, 'no public key'],
    ['a validity that is no list', { validity: node(0x02, Uint8Array.of(1)) }, 'not a DER sequence'],
    ['a validity of nothing', { validity: sequence() }, 'no time'],
    ['a validity without an end', { validity: sequence(time('300615110000Z')) }, 'no time'],
    ['a time that is a number', { validity: sequence(node(0x02, Uint8Array.of(1)), time('300615110000Z')) }, 'no time'],
    [
      'a time in another zone',
      { validity: sequence(time('300615110000+0100', 0x17), time('300615110000Z')) },
      'no time',
    ],
    [
      'a time with the other tag',
      { validity: sequence(time('300615110000Z'), time('20500615110000Z', 0x17)) },
      'no time',
    ],
  ])('with %s is none', (_, change, message) => {
    expect(() => read(change)).toThrow(new RangeError(message))
  })
})
