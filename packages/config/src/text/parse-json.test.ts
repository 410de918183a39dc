import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

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
  expect(parseJson(text)).toEqual({ problem: 'in UTF-16. Save it as UTF-8.', cause: expect.any(SyntaxError) })
})

test.each(['', '{', "{'a':1}", '\uFEFF\uFEFF{}', '{"a":"\uFFFD\uFFFD"'])('says that %j is no JSON', (text) => {
  expect(parseJson(text)).toEqual({ problem: 'no JSON. Correct or remove it.', cause: expect.any(SyntaxError) })
})
