import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

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
