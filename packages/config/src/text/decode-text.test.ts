import { expect, test } from 'vitest'
import { decodeText, parseJson } from './decode-text.ts'

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8', Buffer.from('Zürich')],
  ['UTF-8 behind its mark', Buffer.from('\uFEFFZürich')],
  ['UTF-16, little-endian', utf16('\uFEFFZürich')],
  ['UTF-16, big-endian', utf16('\uFEFFZürich').swap16()],
])('reads %s', (_, bytes) => {
  expect(decodeText(bytes)).toBe('Zürich')
})

test.each([
  ['nothing', [], ''],
  ['one byte', [0x41], 'A'],
  ['half a mark', [0xff], '\uFFFD'],
  ['half a mark and text', [0xff, 0x41], '\uFFFDA'],
])('takes %s for UTF-8', (_, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text)
})

test.each([
  ['as it is', '{"a":1}'],
  ['behind a byte order mark', '\uFEFF{"a":1}'],
  ['with blanks around it', '\uFEFF\r\n {"a":1}\n'],
])('reads JSON %s', (_, text) => {
  expect(parseJson(text)).toEqual({ value: { a: 1 } })
})

test.each([
  ['little-endian with a mark', utf16('\uFEFF{}').toString()],
  ['big-endian with a mark', utf16('\uFEFF{}').swap16().toString()],
  ['little-endian without a mark', utf16('{}').toString()],
  ['big-endian without a mark', utf16('{}').swap16().toString()],
  ['all its letters beyond ASCII', Buffer.from([0xff, 0xfe, 0x41, 0x42]).toString()],
  ['whose mark was turned round', '\uFFFE{}'],
])('calls UTF-16 by its name: %s', (_, text) => {
  expect(parseJson(text)).toEqual({ problem: 'in UTF-16. Save it as UTF-8', cause: expect.any(SyntaxError) })
})

test.each(['', '{', "{'a':1}", '\uFEFF\uFEFF{}', '{"a":"\uFFFD\uFFFD"'])('says that %j is no JSON', (text) => {
  expect(parseJson(text)).toEqual({ problem: 'no JSON. Correct or remove it', cause: expect.any(SyntaxError) })
})
