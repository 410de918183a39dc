// Makes a certificate that signs itself, for tests that need two parties without a CA.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

export interface KeyAndCertificate {
  /** PEM. */
  readonly certificate: string
  /** PKCS#8 PEM. */
  readonly key: string
  /** The same key under {@link passphrase}. */
  readonly encryptedKey: string
  readonly passphrase: string
}

export async function selfSigned(commonName: string): Promise<KeyAndCertificate> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const ecdsaWithSha256 = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(commonName)))))
  const validity = der(0x30, der(0x18, Buffer.from('20200101000000Z')), der(0x18, Buffer.from('21200101000000Z')))
  const body = der(0x30, der(0x02, Buffer.of(1)), ecdsaWithSha256, name, validity, name, publicKey)
  const signature = sign('sha256', body, privateKey)
  const certificate = der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.of(0), signature))
  const passphrase = 'opens the test key'
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const
  return {
    certificate: pem(certificate),
    key: privateKey,
    encryptedKey: createPrivateKey(privateKey).export(cipher).toString(),
    passphrase,
  }
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

const pem = (bytes: Buffer): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n')
