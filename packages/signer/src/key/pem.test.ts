import { expect, test } from 'vitest'
import { findPemBlock, parseBlock } from './pem.ts'

const block = (label: string, data: string): string => `-----BEGIN ${label}-----\n${data}\n-----END ${label}-----\n`
const VECTOR = '0123456789abcdefABCDEF0123456789'

test.each([
  ['the only one', block('PUBLIC KEY', 'AQID'), 'PUBLIC KEY'],
  ['the first of two keys', block('PRIVATE KEY', 'AQID') + block('RSA PRIVATE KEY', 'BAUG'), 'PRIVATE KEY'],
  [
    'the private one after a public one',
    block('PUBLIC KEY', 'BAUG') + block('EC PRIVATE KEY', 'AQID'),
    'EC PRIVATE KEY',
  ],
  ['the first where none is private', `x ${block('CERTIFICATE', 'AQID')}${block('PUBLIC KEY', 'BAUG')}`, 'CERTIFICATE'],
  [
    'what stands between two labels that are equal',
    `${block('PRIVATE KEY', 'AQID')}-----END PRIVATE KEY-----`,
    'PRIVATE KEY',
  ],
])('the block of a text is %s', (_, text, label) => {
  expect(findPemBlock(text)).toEqual({ label, cipher: undefined, der: Uint8Array.of(1, 2, 3) })
})

test.each([
  ['no line BEGIN', '-----END PRIVATE KEY-----', undefined],
  ['no line END', '-----BEGIN PRIVATE KEY-----\nAQID\n', 'truncated'],
  ['an END before the BEGIN', '-----END PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----\nAQID\n', 'truncated'],
  ['an END of another label', '-----BEGIN PRIVATE KEY-----\nAQID\n-----END PUBLIC KEY-----', 'truncated'],
])('with %s there is none', (_, text, expected) => expect(findPemBlock(text)).toBe(expected))

test.each([
  ['a vector of 16 bytes', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${VECTOR}\n\nAQID`, `AES-256-CBC,${VECTOR}`],
  ['a vector of 8 bytes', 'DEK-Info: DES-EDE3-CBC,0123456789ABCDEF\n\nAQID', 'DES-EDE3-CBC,0123456789ABCDEF'],
  ['no break behind the vector', `DEK-Info: AES-256-CBC,${VECTOR}AQID`, `AES-256-CBC,${VECTOR}`],
  ['lines that say something else', 'X-Note: mine\n\nAQID', undefined],
])('the header lines of a block are no data: %s', (_, body, cipher) => {
  expect(parseBlock('RSA PRIVATE KEY', body)).toEqual({ label: 'RSA PRIVATE KEY', cipher, der: Uint8Array.of(1, 2, 3) })
})

test('broken base64 holds nothing', () => {
  expect(parseBlock('PRIVATE KEY', 'A*')).toEqual({ label: 'PRIVATE KEY', cipher: undefined, der: undefined })
})
