// Mistakes in the algorithm: the client signed the right string, but with another hash or padding.
import { constants, createHash, verify } from 'node:crypto'
import type { Evidence } from '../signature/evidence.ts'
import { toBytes } from '../signature/signing-string.ts'

interface AlgorithmMistake {
  readonly explanation: string
  readonly fits: (evidence: Evidence) => boolean
}

const withHash =
  (hash: string) =>
  ({ text, publicKey, signature }: Evidence): boolean =>
    verify(hash, toBytes(text), publicKey, signature)

const ALGORITHMS: readonly AlgorithmMistake[] = [
  { explanation: 'it was made with SHA-1 instead of SHA-256', fits: withHash('sha1') },
  { explanation: 'it was made with SHA-384 instead of SHA-256', fits: withHash('sha384') },
  { explanation: 'it was made with SHA-512 instead of SHA-256', fits: withHash('sha512') },
  {
    explanation: 'it was made with RSA-PSS instead of PKCS#1 v1.5',
    fits: ({ text, publicKey, signature }) => {
      const key = {
        key: publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_AUTO,
      }
      return verify('sha256', toBytes(text), key, signature)
    },
  },
  {
    explanation: 'the client hashed the signing string before it gave it to a function that hashes too',
    fits: ({ text, publicKey, signature }) => {
      const digest = createHash('sha256').update(toBytes(text)).digest()
      const forms = [digest, Buffer.from(digest.toString('hex')), Buffer.from(digest.toString('base64'))]
      return forms.some((form) => verify('sha256', form, publicKey, signature))
    },
  },
]

export function findAlgorithmMistake(evidence: Evidence): string | undefined {
  return ALGORITHMS.find((mistake) => mistake.fits(evidence))?.explanation
}
