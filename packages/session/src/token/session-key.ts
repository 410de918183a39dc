// The key pair of a session, made for files that other programs read as well.
import { createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { publicKeyFingerprint } from '@x/signer'

export interface SessionKeyPair {
  /** PKCS#8; encrypted with the passphrase where there is one. Secret. */
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly fingerprint: string
}

/** RSA of 2048 bits, off the event loop, in the form that OCI's command line writes. */
export async function makeSessionKeyPair(passphrase?: string): Promise<SessionKeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }) as string
  return { privateKeyPem, ...(await publicHalf(publicKey.export({ type: 'spki', format: 'pem' }) as string)) }
}

/** @throws the error of node:crypto for what is no public key, or no RSA key */
export async function publicHalf(pem: string): Promise<Omit<SessionKeyPair, 'privateKeyPem'>> {
  const key = createPublicKey(pem)
  const publicKeyPem = key.export({ type: 'spki', format: 'pem' }) as string
  const publicKey = new Uint8Array(key.export({ type: 'spki', format: 'der' }))
  return { publicKeyPem, publicKey, fingerprint: await publicKeyFingerprint(publicKeyPem) }
}
