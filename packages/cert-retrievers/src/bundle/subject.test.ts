import forge from 'node-forge'
import { expect, test } from 'vitest'
import { encodeName, type Attribute } from '../../test/certificates.ts'
import { subjectAttributes } from './subject.ts'
import { tenancyOf } from './tenancy.ts'

const nameOf = (...parts: readonly (readonly Attribute[])[]): Uint8Array =>
  Buffer.from(forge.asn1.toDer(encodeName(parts)).getBytes(), 'latin1')

const OU = '2.5.4.11'
const O = '2.5.4.10'
const CN = '2.5.4.3'

test('every attribute is read, those of a multi-valued part, too', async () => {
  const name = nameOf(
    [[CN, 'leaf']],
    [
      [OU, 'one'],
      [OU, 'two'],
      [O, 'three'],
    ],
    [[OU, 'four']],
  )
  expect(await subjectAttributes(name)).toEqual([
    { type: CN, value: 'leaf' },
    { type: OU, value: 'one' },
    { type: OU, value: 'two' },
    { type: O, value: 'three' },
    { type: OU, value: 'four' },
  ])
})

test.each([
  ['UTF-8 of two bytes', 'Zürich ñ', undefined],
  ['UTF-8 of four bytes', 'key 🔑', undefined],
  ['printable', 'plain', 'printable'],
  ['two bytes a character', 'Łódź', 'bmp'],
] as const)('text is read in %s', async (_, value, encoding) => {
  const attribute: Attribute = encoding ? [OU, value, encoding] : [OU, value]
  expect(await subjectAttributes(nameOf([attribute]))).toEqual([{ type: OU, value }])
})

test.each([
  [
    'a tenancy among other units',
    [
      [
        [OU, 'opc-certtype:instance'],
        [OU, 'opc-tenant:t1'],
      ],
    ],
    't1',
  ],
  ['a service principal', [[[CN, 'x']], [[O, 'opc-identity:t2']]], 't2'],
  ['two bytes around it', [[[OU, 'Zürich']], [[OU, 'opc-tenant:t3', 'bmp']]], 't3'],
  ['spaces around it', [[[OU, ' opc-tenant: t4 ']]], 't4'],
  ['a colon inside', [[[OU, 'opc-tenant:ocidv1:tenancy:oc1:phx:1:x']]], 'ocidv1:tenancy:oc1:phx:1:x'],
  ['an unusual attribute', [[[CN, 'opc-tenant:t5']]], 't5'],
  ['an unusual attribute before a usual one', [[[CN, 'opc-tenant:no']], [[OU, 'opc-tenant:t6']]], 't6'],
  ['two of them', [[[OU, 'opc-tenant:t7']], [[O, 'opc-identity:no']]], 't7'],
  ['an empty one before it', [[[OU, 'opc-tenant:']], [[OU, 'opc-tenant:t8']]], 't8'],
  [
    'none',
    [
      [
        [CN, 'x'],
        [OU, 'opc-certtype:instance'],
      ],
    ],
    undefined,
  ],
  ['one that only contains it', [[[OU, 'not-opc-tenant:t9']]], undefined],
  ['nothing', [], undefined],
] as const)('the tenancy of a subject with %s', async (_, parts, tenancy) => {
  expect(tenancyOf(await subjectAttributes(nameOf(...parts)))).toBe(tenancy)
})

/** A name of one part with one attribute, which is made of these bytes. */
const attributeOf = (...bytes: readonly number[]): Uint8Array => {
  const { length } = bytes
  return Uint8Array.of(0x30, length + 4, 0x31, length + 2, 0x30, length, ...bytes)
}
const OID = [0x06, 3, 0x55, 4, 11]

test('an attribute is read from its bytes', async () => {
  expect(await subjectAttributes(attributeOf(...OID, 0x13, 1, 0x78))).toEqual([{ type: OU, value: 'x' }])
})

test.each([
  ['no DER', Uint8Array.of(1, 2, 3), 'Too few bytes'],
  ['nothing', new Uint8Array(), 'Too few bytes'],
  ['a number', Uint8Array.of(0x02, 1, 5), 'no list'],
  ['a part that is a number', Uint8Array.of(0x30, 3, 0x02, 1, 5), 'no list'],
  ['an attribute of nothing', attributeOf(), 'no attribute'],
  ['an attribute without a value', attributeOf(...OID), 'no attribute'],
  ['an attribute whose type is a list', attributeOf(0x30, 0, 0x13, 1, 0x78), 'no attribute'],
  ['an attribute whose value is a list', attributeOf(...OID, 0x30, 0), 'no attribute'],
])('%s is no name', async (_, bytes, message) => {
  await expect(subjectAttributes(bytes)).rejects.toThrow(message)
})
