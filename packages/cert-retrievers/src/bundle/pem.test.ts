import { describe, expect, test } from 'vitest'
import { makeCertificate } from '../../test/certificates.ts'
import { certificateBlocks, toPem } from './pem.ts'

const one = makeCertificate()
const other = makeCertificate()

describe('certificates are found', () => {
  test.each([
    ['as they are', one.pem],
    ['without a line break at the end', one.pem.trim()],
    ['with CRLF', one.pem.replaceAll('\n', '\r\n')],
    ['with CR', one.pem.replaceAll('\n', '\r')],
    ['behind a byte order mark', `\uFEFF${one.pem}`],
    ['with spaces around each line', one.pem.replaceAll('\n', '  \n\t')],
    ['on one line', one.pem.replaceAll('\n', '')],
    ['with the two characters \\n', one.pem.replaceAll('\n', '\\n')],
    ['with the two characters \\r', one.pem.replaceAll('\n', '\\r')],
    ['with the four characters \\r\\n', one.pem.replaceAll('\n', '\\r\\n')],
    ['between other text', `Bag Attributes\n  friendlyName: x\nsubject=CN = x\n${one.pem}\nand more`],
    ['before a key', `${one.pem}${one.keyPem}`],
    ['after a key', `${one.keyPem}${one.pem}`],
    ['under their old label', one.pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
  ])('%s', (_, text) => {
    expect(certificateBlocks(text, 'x')).toEqual([new Uint8Array(one.der)])
    expect(certificateBlocks(new TextEncoder().encode(text), 'x')).toEqual([new Uint8Array(one.der)])
  })

  test.each([
    ['little-endian', [0xff, 0xfe], Buffer.from(one.pem, 'utf16le')],
    ['big-endian', [0xfe, 0xff], Buffer.from(one.pem, 'utf16le').swap16()],
  ])('in UTF-16 with its mark, %s', (_, mark, bytes) => {
    expect(certificateBlocks(Uint8Array.from([...mark, ...bytes]), 'x')).toEqual([new Uint8Array(one.der)])
  })

  test('one by one, in the order of the text', () => {
    const blocks = certificateBlocks(`${other.pem}\n\n${one.pem}${other.pem}`, 'x')
    expect(blocks).toEqual([other.der, one.der, other.der].map((der) => new Uint8Array(der)))
  })
})

describe('what is no certificate is called by its name', () => {
  test.each([
    ['empty', ''],
    ['empty', ' \r\n'],
    ['not-pem', 'ocid1.tenancy.oc1..aaaa'],
    ['not-pem', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'],
    ['private-key', one.keyPem],
    ['truncated', one.pem.slice(0, 300)],
    ['truncated', `${one.pem}${other.pem.slice(0, 300)}`],
    ['malformed', '-----BEGIN CERTIFICATE-----\nA!\n-----END CERTIFICATE-----'],
    ['malformed', `${one.pem}-----BEGIN CERTIFICATE-----\nA!\n-----END CERTIFICATE-----`],
    ['web-page', '<!DOCTYPE html><html><body>Log in</body></html>'],
    ['web-page', '\uFEFF\n<html>'],
    ['der', one.der],
    ['not-pem', Uint8Array.of(0x30, 0x82, 1, 2)],
  ] as const)('%s', (reason, text) => {
    expect(() => certificateBlocks(text, '/etc/cert.pem')).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_CERTIFICATE', reason, source: '/etc/cert.pem' }),
    )
  })
})

test('a certificate is written as OpenSSL writes it', () => {
  expect(toPem(one.der)).toBe(one.pem)
})
