import { beforeAll, describe, expect, test } from 'vitest'
import type { CertificateBundle } from '@x/cert-retrievers'
import { generateSessionKey, type SessionKey } from '@x/signer/principal'
import { federationKeyId, tokenRequestBody } from './messages.ts'

const bundle = (...chain: number[][]): CertificateBundle =>
  ({
    certificateDer: Uint8Array.from(chain[0] ?? []),
    chain: chain.map((der) => Uint8Array.from(der)),
    fingerprint: (algorithm: string) => `${algorithm}-digest`,
  }) as unknown as CertificateBundle

describe('the exchange of a certificate', () => {
  let sessionKey: SessionKey
  beforeAll(async () => void (sessionKey = await generateSessionKey()))

  test('sends bytes as they came, and every certificate of a bundle', () => {
    const body = tokenRequestBody({
      leaf: bundle([255, 254, 253]),
      intermediates: [bundle([1], [2]), bundle([3])],
      sessionKey,
      purpose: undefined,
      fingerprintAlgorithm: 'SHA256',
    })
    expect(body).toEqual({
      certificate: '//79',
      publicKey: Buffer.from(sessionKey.publicKey).toString('base64'),
      intermediateCertificates: ['AQ==', 'Ag==', 'Aw=='],
      fingerprintAlgorithm: 'SHA256',
    })
  })

  test('leaves out what there is not', () => {
    const options = {
      leaf: bundle([1]),
      intermediates: [],
      sessionKey,
      purpose: 'P',
      fingerprintAlgorithm: 'SHA1',
    } as const
    expect(Object.keys(tokenRequestBody(options))).toEqual(['certificate', 'publicKey', 'purpose'])
  })

  test.each([
    ['SHA256', 'tenancy/fed-x509-sha256/SHA256-digest'],
    ['SHA1', 'tenancy/fed-x509/SHA1-digest'],
  ] as const)('is signed under the %s of the certificate', (algorithm, keyId) => {
    expect(federationKeyId('tenancy', bundle([1]), algorithm)).toBe(keyId)
  })
})
