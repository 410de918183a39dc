// Opens an encrypted key; loaded when the first one is met.
import { decryptionFailure } from './decryption-failure.ts'
import { KeyRefusal } from '../key-refusal.ts'
import { openPbes2, parsePbes2 } from './pbes2.ts'
import { fromPkcs8, unreadable, type RsaPrivateKey } from '../encoding/rsa-der.ts'
import { openEncryptedKey } from '#key-store'
import { base64 } from '#runtime'

/** The ciphers of the form `DEK-Info: AES-256-CBC,…` that are still in use. */
const TRADITIONAL = /^(AES-(128|192|256)|DES-EDE3)-CBC,/i

interface Traditional {
  readonly cipher: string
  readonly der: Uint8Array
  readonly passphrase: string
}

export async function openTraditional({ cipher, der, passphrase }: Traditional): Promise<RsaPrivateKey> {
  if (!TRADITIONAL.test(cipher)) throw new KeyRefusal('unsupported-encryption')
  const data = base64(der).replaceAll(/.{64}(?=.)/g, '$&\n')
  const text = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher}\n\n${data}\n-----END RSA PRIVATE KEY-----\n`
  return decrypted(openEncryptedKey({ form: 'pem', text, passphrase }))
}

export async function openPkcs8(der: Uint8Array, passphrase: string): Promise<RsaPrivateKey> {
  let scheme: ReturnType<typeof parsePbes2>
  try {
    scheme = parsePbes2(der)
  } catch (cause) {
    throw cause instanceof KeyRefusal ? cause : unreadable(cause)
  }
  if (scheme) return decrypted(openPbes2(scheme, passphrase))
  return decrypted(openEncryptedKey({ form: 'pkcs8', der, passphrase }))
}

/** A wrong passphrase shows as a failed decryption or, once in 256 times, as nonsense that decrypted well. */
async function decrypted(opening: Promise<Uint8Array>): Promise<RsaPrivateKey> {
  let key: RsaPrivateKey | undefined
  try {
    key = fromPkcs8(await opening)
  } catch (cause) {
    throw new KeyRefusal(decryptionFailure(cause), { cause })
  }
  if (!key) throw new KeyRefusal('not-rsa')
  return key
}
