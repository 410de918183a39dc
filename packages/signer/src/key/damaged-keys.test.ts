// Keys as they arrive from secret managers, YAML, chats and editors: opened where there is no doubt, else named.
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import openSslKeys from '../../test/support/openssl-keys.json' with { type: 'json' }
import { outcomeOf } from '../../test/support/outcome.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { loadPrivateKey } from './load-private-key.ts'

const rsa = createPrivateKey(openSslKeys.key)
const pkcs8 = rsa.export({ format: 'pem', type: 'pkcs8' }).toString()
const pkcs1 = rsa.export({ format: 'pem', type: 'pkcs1' }).toString()
const passphrase = 'a long passphrase'
const encrypted = rsa.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase }).toString()
const traditional = (cipher: string): string =>
  rsa.export({ format: 'pem', type: 'pkcs1', cipher, passphrase }).toString()
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const certificate = openSslKeys.certificate

const bodyOf = (pem: string): string => pem.replaceAll(/-----.*-----\n/g, '')
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
const relabelled = (pem: string, label: string): string => pem.replaceAll(/(BEGIN|END) [A-Z ]+/g, `$1 ${label}`)
const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16()
const firstLine = (pem: string): string => pem.split('\n')[0]!

const OPENED: readonly (readonly [string, string | Uint8Array, { readonly nodeOnly: true }?])[] = [
  // Encoded once more
  ['base64 of the PEM', base64(pkcs8)],
  ['base64 of the PEM, in lines', base64(pkcs8).replaceAll(/.{76}/g, '$&\r\n')],
  ['base64 of the PEM, as bytes', Buffer.from(base64(pkcs1))],
  ['base64 of the PEM, in quotes', `"${base64(pkcs8)}"\n`],
  ['base64 of the PEM, as a data URL', `data:application/x-pem-file;base64,${base64(pkcs8)}`],
  ['base64 of the PEM, in the alphabet of URLs', Buffer.from(`ÿþ¿${pkcs8}`, 'latin1').toString('base64url')],
  ['base64 of base64 of the PEM', base64(base64(pkcs8))],
  ['base64, three times', base64(base64(base64(pkcs8)))],
  ['base64 of the encrypted PEM', base64(encrypted)],
  ['base64 of a PEM with literal \\n', base64(pkcs8.replaceAll('\n', '\\n'))],
  ['base64 of UTF-16, as PowerShell makes it', base64(Buffer.from(pkcs8, 'utf16le'))],
  ['the body alone', bodyOf(pkcs8)],
  ['the body alone, on one line', bodyOf(pkcs8).replaceAll('\n', '')],
  ['the body alone, in the alphabet of URLs', bodyOf(pkcs8).replaceAll('+', '-').replaceAll('/', '_')],
  ['the body alone, PKCS#1', bodyOf(pkcs1)],
  ['the body alone, encrypted', bodyOf(encrypted)],
  ['the body with its END line', pkcs8.slice(firstLine(pkcs8).length)],
  ['the body with an END line of few dashes', pkcs8.slice(firstLine(pkcs8).length).replace('-----END', '--END')],
  // UTF-16
  ['UTF-16, little-endian', Buffer.from(pkcs8, 'utf16le')],
  ['UTF-16, little-endian, with its mark', Buffer.from(`\uFEFF${pkcs8}`, 'utf16le')],
  ['UTF-16, big-endian', swapped(pkcs8)],
  ['UTF-16, big-endian, with its mark', swapped(`\uFEFF${pkcs8}`)],
  ['UTF-16 read as Latin-1', Buffer.from(`\uFEFF${pkcs8}`, 'utf16le').toString('latin1')],
  // Escapes
  ['doubled \\\\n', pkcs8.replaceAll('\n', '\\\\n')],
  ['eightfold \\n', pkcs8.replaceAll('\n', '\\\\\\\\\\\\\\\\n')],
  ['doubled \\\\r\\\\n', pkcs1.replaceAll('\n', '\\\\r\\\\n')],
  ['literal \\r', pkcs1.replaceAll('\n', '\\r')],
  ['literal \\t', pkcs1.replaceAll('\n', '\\t\n')],
  ['literal \\u000a', pkcs8.replaceAll('\n', '\\u000a')],
  ['literal \\x0A', pkcs8.replaceAll('\n', '\\x0A')],
  ['slashes escaped as in JSON', JSON.stringify(pkcs8).replaceAll('/', '\\/')],
  ['JSON, twice', JSON.stringify(JSON.stringify({ key: pkcs8 }))],
  ['percent escapes', encodeURIComponent(pkcs8)],
  ['HTML, decimal', pkcs8.replaceAll('\n', '&#10;').replaceAll('+', '&#43;').replaceAll('=', '&#00061;')],
  ['HTML, hexadecimal', pkcs8.replaceAll('\n', '&#xA;').replaceAll('/', '&#x2F;').replaceAll('=', '&#X003d;')],
  ['HTML with <br>', `<pre>${pkcs8.replaceAll('\n', '<br />')}</pre>`],
  ['HTML whose quotes are escaped', pkcs8.replaceAll('\n', '&#34;\n')],
  // Invisible and lookalike characters
  ['zero-width spaces', pkcs8.replaceAll('\n', '\u200B\n')],
  ['a word joiner, a soft hyphen and a mark inside', pkcs8.replaceAll('A', '\u2060A\u00AD\uFEFF')],
  ['no-break spaces', pkcs8.replaceAll(' ', '\u00A0').replaceAll('\n', '\u00A0\n')],
  ['a line separator for line breaks', pkcs8.replaceAll('\n', '\u2028')],
  ['en and em dashes', pkcs8.replaceAll('-----', '\u2013\u2014-')],
  ['minus signs', pkcs8.replaceAll('-', '\u2212')],
  ['tabs inside and around', pkcs8.replaceAll('\n', '\t\n\t')],
  ['form feeds', pkcs8.replaceAll('\n', '\f\n')],
  // The frame
  ['a frame of three dashes', pkcs8.replaceAll('-----', '---')],
  ['a frame of seven dashes', pkcs8.replaceAll('-----', '-------')],
  ['a frame without dashes', pkcs8.replaceAll('-----', '')],
  ['a frame in lower case', pkcs8.replaceAll(/-----.*-----/g, (line) => line.toLowerCase())],
  ['a frame with blanks inside the dashes', pkcs8.replaceAll(/-----(.*)-----/g, '----- $1 -----')],
  ['a frame with underscores', pkcs1.replaceAll('RSA PRIVATE KEY', 'RSA_PRIVATE_KEY').replaceAll('BEGIN ', 'BEGIN_')],
  ['a frame without blanks', pkcs1.replaceAll(/-----.*-----/g, (line) => line.replaceAll(' ', ''))],
  ['all blanks and line breaks gone', pkcs8.replaceAll(/\s/g, '')],
  ['labels that differ', pkcs8.replace('END PRIVATE', 'END RSA PRIVATE')],
  ['no END line', pkcs8.slice(0, pkcs8.indexOf('-----END'))],
  ['half of the END line', pkcs8.slice(0, -20)],
  ['an END line of another text', `${pkcs8.slice(0, pkcs8.indexOf('-----END'))}-----FINIS-----`],
  ['no END line, encrypted', encrypted.slice(0, encrypted.indexOf('-----END'))],
  [
    'a damaged frame after a public key',
    `-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n${pkcs8.toLowerCase().slice(0, 27)}${pkcs8.slice(27)}`,
  ],
  [
    'damaged frames of a public key and of the key',
    `---BEGIN PUBLIC KEY---\nAAAA\n---END PUBLIC KEY---\n${pkcs8.replaceAll('-----', '---')}`,
  ],
  // What stands around it
  ['quoted as in a mail', pkcs8.replaceAll(/^/gm, '> ')],
  ['a list of lines in code', pkcs8.replaceAll(/^(.+)$/gm, '  "$1", ')],
  ['lines in single quotes with semicolons', pkcs8.replaceAll(/^(.+)$/gm, "'$1';")],
  ['lines continued as in a shell', pkcs8.replaceAll('\n', ' \\\n')],
  ['a table of Markdown', pkcs8.replaceAll(/^(.+)$/gm, '| $1 |')],
  ['in backticks', `\`\`\`pem\n${pkcs8}\`\`\``],
  ['after a certificate', certificate + pkcs8],
  ['before a certificate', pkcs8 + certificate],
  // The label
  ['PKCS#8 under the label RSA', relabelled(pkcs8, 'RSA PRIVATE KEY')],
  ['PKCS#1 under the label of PKCS#8', relabelled(pkcs1, 'PRIVATE KEY')],
  ['an encrypted key under the label of a clear one', relabelled(encrypted, 'PRIVATE KEY')],
  ['an encrypted key under the label RSA', relabelled(encrypted, 'RSA PRIVATE KEY')],
  ['a clear key under the label of an encrypted one', relabelled(pkcs8, 'ENCRYPTED PRIVATE KEY')],
  ['an RSA key under the label EC', relabelled(pkcs8, 'EC PRIVATE KEY')],
  // The traditional encryption
  ...['aes-256-cbc', 'aes-128-cbc', 'des-ede3-cbc'].flatMap((cipher) => {
    const pem = traditional(cipher)
    return [
      [`${cipher}, its blank line lost`, pem.replace('\n\n', '\n'), { nodeOnly: true }],
      [`${cipher}, its line breaks lost`, pem.replaceAll('\n', ' '), { nodeOnly: true }],
      [`${cipher}, Proc-Type lost`, pem.replace(/Proc-Type.*\n/, ''), { nodeOnly: true }],
      [`${cipher}, labelled as PKCS#8`, relabelled(pem, 'PRIVATE KEY'), { nodeOnly: true }],
    ] as const
  }),
  ['aes-192-cbc, no break between vector and data', traditional('aes-192-cbc').replace('\n\n', ''), { nodeOnly: true }],
  ['aes-256-cbc, in base64', base64(traditional('aes-256-cbc')), { nodeOnly: true }],
  ['aes-256-cbc, with doubled \\\\n', traditional('aes-256-cbc').replaceAll('\n', '\\\\n'), { nodeOnly: true }],
  [
    'aes-256-cbc, with more headers',
    traditional('aes-256-cbc').replace('DEK', 'X-Note: mine\nDEK'),
    { nodeOnly: true },
  ],
]

describe('a damaged key is opened', () => {
  const rows = OPENED.map(([name, given, only]) => ({ name, given, nodeOnly: only?.nodeOnly === true }))

  test.each(rows.filter(({ nodeOnly }) => !(isWeb && nodeOnly)))('$name', async ({ given }) => {
    const key = await loadPrivateKey(given, passphrase)
    expect(key.bits).toBe(2048)
    const data = Buffer.from('data')
    expect(verify('sha256', data, createPublicKey(rsa), await key.sign(data))).toBe(true)
  })

  test.runIf(isWeb).each(rows.filter(({ nodeOnly }) => nodeOnly))(
    '$name: or it is said that this runtime cannot',
    async ({ given }) => {
      expect(await outcomeOf(loadPrivateKey(given, passphrase))).toMatchObject({ reason: 'unsupported-encryption' })
    },
  )
})

const der = (key: KeyObject, type: 'pkcs8' | 'sec1'): Buffer => key.export({ format: 'der', type })
const cut = (text: string): string => text.slice(0, text.length / 2)
const ecPem = ec.export({ format: 'pem', type: 'pkcs8' }).toString()
const publicPem = createPublicKey(rsa).export({ format: 'pem', type: 'spki' }).toString()
const jwk = JSON.stringify(rsa.export({ format: 'jwk' }), undefined, 2)
const putty = 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\nAAAA\n'
const openssh =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n'
const pkcs12 = Buffer.from(openSslKeys.pkcs12, 'base64')

describe('what cannot be opened is named', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['truncated', 'base64 of half a PEM', base64(cut(pkcs8))],
    ['truncated', 'half of the body', cut(bodyOf(pkcs8))],
    ['truncated', 'half a key in a damaged frame', cut(pkcs8).replace('-----BEGIN', '--begin')],
    ['truncated', 'half a key in UTF-16', Buffer.from(cut(pkcs8), 'utf16le')],
    ['truncated', 'half an encrypted key of the traditional form', cut(traditional('aes-256-cbc'))],
    ['truncated', 'a BEGIN line alone', firstLine(pkcs8)],
    ['truncated', 'a broken BEGIN line alone', 'begin private key'],
    [
      'truncated',
      'a key without END line and with more behind it',
      openEnded(Buffer.concat([der(rsa, 'pkcs8'), Buffer.alloc(3)])),
    ],
    ['truncated', 'a value without content and without END line', openEnded(Uint8Array.of(0x30, 0))],
    ['malformed', 'another value without END line', openEnded(Uint8Array.of(4, 1, 0))],
    ['malformed', 'a traditional key in broken base64', traditional('aes-256-cbc').replace('\n\n', '\n\n*')],
    ['malformed', '41 bytes in base64 that begin like DER', base64(octets(37))],
    ['not-pem', '40 bytes in base64 that begin like DER', base64(octets(36))],
    ['not-rsa', 'six numbers, as DSA has them', pemOf('PRIVATE KEY', integers(6))],
    ['malformed', 'seven numbers', pemOf('PRIVATE KEY', integers(7))],
    ['escaped-newlines', 'half a key with doubled \\\\n', cut(pkcs8.replaceAll('\n', '\\\\n'))],
    [
      'escaped-newlines',
      'literal \\n in a body that is no base64',
      pkcs8.replaceAll('\n', '\\n').replace('MII', '***'),
    ],
    ['malformed', 'a key in lower case', pkcs8.toLowerCase()],
    ['malformed', 'a key with a letter missing', pkcs8.replace('MII', 'MI')],
    ['malformed', 'a traditional key that lost its DEK-Info', encryptedWithoutDekInfo(0xa7, 0x15)],
    [
      'malformed',
      'the same, where its cipher text has a length that is too great',
      encryptedWithoutDekInfo(0xa7, 0x84),
    ],
    ['public-key', 'base64 of a public PEM', base64(publicPem)],
    ['public-key', 'the body of a public key', bodyOf(publicPem)],
    ['public-key', 'a public key under the label of a private one', relabelled(publicPem, 'PRIVATE KEY')],
    ['public-key', 'an OpenSSH line of a security key', 'sk-ssh-ed25519@openssh.com AAAA me@host'],
    ['public-key', 'a public key in lower case', publicPem.toLowerCase()],
    ['certificate', 'base64 of a certificate', base64(certificate)],
    ['certificate', 'a certificate under the label of a key', relabelled(certificate, 'PRIVATE KEY')],
    ['certificate', 'a certificate in lower case', certificate.toLowerCase()],
    ['not-rsa', 'base64 of an EC key', base64(ecPem)],
    ['not-rsa', 'the body of an EC key', bodyOf(ecPem)],
    ['not-rsa', 'an EC key under the label RSA', relabelled(ecPem, 'RSA PRIVATE KEY')],
    ['not-rsa', 'an EC key of SEC 1 under the label RSA', pemOf('RSA PRIVATE KEY', der(ec, 'sec1'))],
    [
      'not-rsa',
      'an encrypted EC key of the traditional form',
      ec.export({ format: 'pem', type: 'sec1', cipher: 'aes-256-cbc', passphrase }).toString(),
    ],
    ['openssh', 'base64 of an OpenSSH key', base64(openssh)],
    ['openssh', 'the body of an OpenSSH key', bodyOf(openssh)],
    ['openssh', 'an OpenSSH key in lower case', openssh.toLowerCase()],
    ['putty', 'a PuTTY key', putty],
    ['putty', 'a PuTTY key with a byte order mark, in CRLF', `\uFEFF${putty.replaceAll('\n', '\r\n')}`],
    ['putty', 'base64 of a PuTTY key', base64(putty)],
    ['pkcs12', 'PKCS#12', pkcs12],
    ['pkcs12', 'PKCS#12 in base64', base64(pkcs12)],
    ['pkcs12', 'PKCS#12 without a MAC', Buffer.from('30050201033000', 'hex')],
    ['jwk', 'a JSON Web Key', jwk],
    ['jwk', 'base64 of a JSON Web Key', base64(jwk)],
    ['empty', 'a byte order mark of UTF-16', Uint8Array.of(0xff, 0xfe)],
    ['empty', 'NULs', '\0\0'],
    ['empty', 'zero-width spaces', '\u200B\u200B'],
    ['empty', 'base64 of white space', base64('     ')],
    ['not-pem', 'base64 too often', base64(base64(base64(base64(pkcs8))))],
    ['not-pem', 'base64 of bytes', base64(Uint8Array.of(1, 2, 3, 0xff))],
    ['not-pem', 'a word that is base64 of something that begins like DER', 'MIDDLE'],
    ['not-pem', 'JSON of something else', '{"kid":"x"}'],
    ['not-pem', 'a fingerprint', '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34'],
  ])('%s: %s', async (reason, _, given) => {
    const error: unknown = await outcomeOf(loadPrivateKey(given, passphrase))
    expect(error).toMatchObject({ name: 'InvalidPrivateKeyError', code: 'ERR_INVALID_PRIVATE_KEY', reason })
    expect((error as Error).message).toMatch(/\. \S|: (openssl|ssh-keygen|puttygen)/) // a cause, and a remedy
  })

  test.each([101, 102, 103, 104])('truncated: the first %d characters of a body', async (length) => {
    const given = bodyOf(pkcs8).replaceAll('\n', '').slice(0, length)
    expect(await outcomeOf(loadPrivateKey(given))).toMatchObject({ reason: 'truncated' })
  })

  test('a clear key that says it is encrypted asks for its passphrase', async () => {
    const header = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF0123456789ABCDEF\n\n'
    const given = pkcs1.replace('MII', `${header}MII`)
    expect(await outcomeOf(loadPrivateKey(given))).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
  })

  test.each([
    ['base64 of an encrypted key', base64(encrypted)],
    ['the body of an encrypted key', bodyOf(encrypted)],
    ['a traditional key without its blank line', traditional('aes-256-cbc').replace('\n\n', '\n')],
  ])('%s asks for its passphrase, and tells a wrong one', async (_, given) => {
    expect(await outcomeOf(loadPrivateKey(given))).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    const isOpened = !isWeb || !given.includes('DEK-Info')
    const reason = isOpened ? 'bad-passphrase' : 'unsupported-encryption'
    expect(await outcomeOf(loadPrivateKey(given, 'wrong'))).toMatchObject({ reason })
  })
})

const openEnded = (data: Uint8Array): string => `-----BEGIN PRIVATE KEY-----\n${base64(data)}\n`
const octets = (length: number): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x30, length + 2, 4, length), Buffer.alloc(length, '!')])
const integers = (count: number): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x30, 3 * count), ...Array<Uint8Array>(count).fill(Uint8Array.of(2, 1, 1))])

/** Begins with these two bytes: where the cipher text is left to chance, it begins like DER at times. */
function encryptedWithoutDekInfo(...begins: readonly number[]): string {
  const pem = pemOf('RSA PRIVATE KEY', Buffer.concat([Uint8Array.from(begins), Buffer.alloc(1200, 0xff)]))
  return pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n\n')
}

function pemOf(label: string, data: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${base64(data)}\n-----END ${label}-----\n`
}

describe('a hostile text costs linear time', () => {
  test.each([
    ['dashes', '-'.repeat(2_000_000)],
    ['backslashes', '\\'.repeat(2_000_000)],
    ['openings of tags', '<'.repeat(2_000_000)],
    ['openings of entities', '&#x'.repeat(500_000)],
    ['commas and blanks', `,${' '.repeat(2_000_000)}x`],
    ['BEGIN without END', '-----BEGIN PRIVATE KEY-----\n'.repeat(50_000)],
    ['BEGIN and blanks', `BEGIN${' '.repeat(2_000_000)}`],
    ['END and blanks', `BEGIN PRIVATE KEY END${' _'.repeat(1_000_000)}`],
    ['one line of base64', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(4_000_000)}\n-----END PRIVATE KEY-----`],
    ['header lines', `-----BEGIN PRIVATE KEY-----\n${'a: b\n'.repeat(300_000)}-----END PRIVATE KEY-----`],
    ['bare base64', 'M'.repeat(4_000_000)],
  ])(
    '%s',
    async (_, text) => {
      // Quadratic reading would outlast the time limit many times over.
      expect(await outcomeOf(loadPrivateKey(text))).toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY' })
    },
    20_000,
  )
})
