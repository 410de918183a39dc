import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numRuns } from '../../test/support/runtime.ts'
import { formatAuthorization, parseAuthorization, readAuthorization } from './authorization.ts'

const FULL =
  'Signature algorithm="rsa-sha256",headers="date (request-target) host",keyId="a/b/c",signature="AA==",version="1"'
const PARTS = {
  algorithm: 'rsa-sha256',
  headers: ['date', '(request-target)', 'host'],
  keyId: 'a/b/c',
  signature: 'AA==',
  version: '1',
}

test('is written in the order algorithm, headers, keyId, signature, version', () => {
  expect(formatAuthorization('a/b/c', ['date', '(request-target)', 'host'], 'AA==')).toBe(FULL)
})

describe('is read', () => {
  test.each([
    ['as we write it', FULL, PARTS],
    [
      'in another order',
      'Signature version="1",keyId="a/b/c",algorithm="rsa-sha256",headers="date (request-target) host",signature="AA=="',
      PARTS,
    ],
    ['with spaces around commas and equals signs', FULL.replaceAll(',', ' , ').replaceAll(/\b="/g, ' = "'), PARTS],
    ['with the scheme in another case', FULL.replace('Signature', 'sIGNATURE'), PARTS],
    ['with parameter names in another case', FULL.replace('keyId', 'KEYID'), PARTS],
    ['with header names in another case', FULL.replace('date', 'Date'), PARTS],
    ['with several spaces between header names', FULL.replace('date ', 'date   '), PARTS],
    ['without a version', FULL.replace(',version="1"', ''), { ...PARTS, version: undefined }],
    ['with parameters it does not know', `${FULL},opaque="x"`, PARTS],
    ['with commas and equals signs in a value', FULL.replace('a/b/c', 'a,b=c'), { ...PARTS, keyId: 'a,b=c' }],
  ])('%s', (_, header, expected) => expect(parseAuthorization(header)).toEqual(expected))

  test.each([
    ['nothing', 'not-signature-scheme', ''],
    ['another scheme', 'not-signature-scheme', 'Bearer abc'],
    ['the scheme alone', 'not-signature-scheme', 'Signature'],
    ['the scheme run together with the rest', 'not-signature-scheme', FULL.replace('Signature ', 'Signature')],
    ['no parameters', 'malformed-authorization', 'Signature '],
    ['a comma at the end', 'malformed-authorization', `${FULL},`],
    ['two commas', 'malformed-authorization', FULL.replace(',headers', ',,headers')],
    ['single quotes', 'malformed-authorization', FULL.replaceAll('"', "'")],
    ['no quotes', 'malformed-authorization', FULL.replace('"1"', '1')],
    ['a quote that is not closed', 'malformed-authorization', FULL.slice(0, -1)],
    ['a line break', 'malformed-authorization', FULL.replace('a/b/c', 'a\nb')],
    ['a character outside ASCII', 'malformed-authorization', FULL.replace('a/b/c', 'é')],
    ['a line break between header names', 'malformed-authorization', FULL.replace('date ', 'date\n')],
    ['a length that no server lets in', 'malformed-authorization', FULL.replace('a/b/c', 'a'.repeat(65_536))],
    ['a parameter twice', 'duplicate-parameter', `${FULL},version="1"`],
    ['a parameter twice in another case', 'duplicate-parameter', `${FULL},KeyId="other"`],
    ['no algorithm', 'missing-parameter', FULL.replace('algorithm="rsa-sha256",', '')],
    ['no key id', 'missing-parameter', FULL.replace('keyId="a/b/c",', '')],
    ['no header names', 'missing-parameter', FULL.replace('"date (request-target) host"', '""')],
    ['no signature', 'missing-parameter', FULL.replace('signature="AA==",', '')],
  ])('or refused: %s (%s)', (_, fault, header) => {
    expect(readAuthorization(header)).toBe(fault)
    expect(() => parseAuthorization(header)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_AUTHORIZATION', name: 'InvalidAuthorizationError' }),
    )
  })

  test('without showing what it held', () => {
    expect(() => parseAuthorization('Bearer hunter2')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
    )
  })

  test('in linear time, however hostile', () => {
    for (const filling of [' ', '\t', 'a', '"', ',', '=', 'a="",', 'a = ']) {
      expect(readAuthorization(`Signature ${filling.repeat(60_000 / filling.length)}!`)).toMatch(
        /^(malformed|duplicate)/,
      )
    }
  })
})

test.each(['', 'a"b', 'a\\b', 'a\r\nb', 'a\nb', 'a\0b', 'é', '\u007f', 'a\tb'])('refuses the key id %j', (keyId) => {
  expect(() => formatAuthorization(keyId, ['date'], 'AA==')).toThrow(
    expect.objectContaining({ kind: 'invalid-key-id' }),
  )
})

test('what is written reads back', () => {
  const visible = (...without: string[]): fc.Arbitrary<string> =>
    fc
      .array(
        fc.integer({ min: 0x20, max: 0x7e }).filter((code) => !without.includes(String.fromCharCode(code))),
        { minLength: 1 },
      )
      .map((codes) => String.fromCharCode(...codes))
  const name = fc.stringMatching(/^[a-z0-9-]{1,12}$/)
  fc.assert(
    fc.property(
      visible('"', '\\'),
      fc.array(name, { minLength: 1 }),
      fc.base64String({ minLength: 4 }),
      (keyId, headers, signature) => {
        const parts = { algorithm: 'rsa-sha256', headers, keyId, signature, version: '1' }
        expect(parseAuthorization(formatAuthorization(keyId, headers, signature))).toEqual(parts)
      },
    ),
    numRuns(300),
  )
})

test('anything at all is parts or a fault', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((text) => `Signature ${text}`),
    fc
      .array(fc.constantFrom('Signature ', 'keyId', '=', '"', ',', ' ', 'headers', 'algorithm', 'signature', 'x'))
      .map((all) => all.join('')),
  )
  fc.assert(
    fc.property(hostile, (header) => {
      const read = readAuthorization(header)
      const names = typeof read === 'string' ? [] : read.headers
      expect(names.filter((name) => !/^[!-~]+$/.test(name))).toEqual([])
    }),
    numRuns(500),
  )
})
