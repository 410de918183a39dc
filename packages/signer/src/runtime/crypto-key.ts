// The CryptoKeys that can sign for OCI, the same ones in every runtime.
import { InvalidPrivateKeyError } from '../errors/errors.ts'

export const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export const isCryptoKey = (key: unknown): key is CryptoKey =>
  Object.prototype.toString.call(key) === '[object CryptoKey]'

/** @throws {@link InvalidPrivateKeyError} `ERR_INVALID_PRIVATE_KEY` when `key` is for something else */
export function assertSigns({ algorithm, usages }: Pick<CryptoKey, 'algorithm' | 'usages'>): void {
  const { name, hash } = algorithm as { name: string; hash?: { name: string } }
  if (name === RSA.name && hash?.name === RSA.hash && usages.includes('sign')) return
  throw new InvalidPrivateKeyError(
    'wrong-algorithm',
    'The CryptoKey is not for signing with RSASSA-PKCS1-v1_5 and SHA-256. Import it with that algorithm and the usage "sign".',
  )
}
