// Opens an encrypted key; loaded when the first one is met.
import { decryptionFailure } from './decryption-failure.ts'
import { KeyRefusal } from './key-refusal.ts'
import { openPbes2, parsePbes2 } from './pbes2.ts'
import type { PemBlock } from './pem.ts'
import { fromPkcs8, unreadable, type RsaPrivateKey } from './rsa-der.ts'
import { openEncryptedKey } from '#key-store'

/** The ciphers of the form `DEK-Info: AES-256-CBC,…` that are still in use. */
const TRADITIONAL = /^(AES-(128|192|256)|DES-EDE3)-CBC,/i

export async function openTraditional(block: PemBlock, passphrase: string): Promise<RsaPrivateKey> {
  if (!openEncryptedKey || !TRADITIONAL.test(block.headers.get('dek-info') ?? ''))
    throw new KeyRefusal('unsupported-encryption')
  return decrypted(openEncryptedKey({ form: 'pem', text: block.text, passphrase }))
}

export async function openPkcs8(block: PemBlock, passphrase: string): Promise<RsaPrivateKey> {
  if (!block.der) throw new KeyRefusal('malformed')
  let scheme: ReturnType<typeof parsePbes2>
  try {
    scheme = parsePbes2(block.der)
  } catch (cause) {
    throw unreadable(cause)
  }
  if (scheme) return decrypted(openPbes2(scheme, passphrase))
  if (!openEncryptedKey) throw new KeyRefusal('unsupported-encryption')
  return decrypted(openEncryptedKey({ form: 'pkcs8', der: block.der, passphrase }))
}

/** A wrong passphrase shows as a failed decryption or, once in 256 times, as nonsense that decrypted well. */
async function decrypted(opening: Promise<Uint8Array>): Promise<RsaPrivateKey> {
  let key: RsaPrivateKey | undefined
  try {
    key = fromPkcs8(await opening)
  } catch (cause) {
    throw new KeyRefusal(decryptionFailure(cause), cause)
  }
  if (!key) throw new KeyRefusal('not-rsa')
  return key
}
