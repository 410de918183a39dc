// Bytes that only a passphrase opens: scrypt makes the key, AES-256-GCM hides and protects. Whoever changes one bit has changed all.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'

/** The first line of the file. Its number stands for everything below: no parameter of a stranger's costs us memory or time. */
const MAGIC = Buffer.from('oci-session-archive v2\n')
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES
/** 128 MiB and a third of a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }

/** Magic, salt, nonce, hidden bytes, tag: nothing else, and the tag vouches for all of it. */
export async function seal(plain: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const head = Buffer.concat([MAGIC, randomBytes(SALT_BYTES + NONCE_BYTES)])
  const cipher = createCipheriv('aes-256-gcm', await keyOf(head, passphrase), nonceOf(head))
  cipher.setAAD(head)
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export const isSealed = (bytes: Uint8Array): boolean => MAGIC.equals(bytes.subarray(0, MAGIC.length))

/** @returns `undefined` for whatever does not open with this passphrase */
export async function unseal(bytes: Uint8Array, passphrase: string): Promise<Uint8Array | undefined> {
  return isWhole(bytes) ? unsealWith(bytes, await keyOf(bytes, passphrase)) : undefined
}

/** {@link unseal}, with a key that was made already. */
export function unsealWith(bytes: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (!isWhole(bytes)) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(bytes), { authTagLength: TAG_BYTES })
  decipher.setAAD(bytes.subarray(0, HEAD_BYTES))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

/** @param head - the file, or as much of it as has the salt */
export function keyOf(head: Uint8Array, passphrase: string): Promise<Buffer> {
  const salt = head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
  return new Promise((resolve, reject) => {
    // Keyboards differ in how they write one and the same letter.
    scrypt(passphrase.normalize('NFC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

const isWhole = (bytes: Uint8Array): boolean => isSealed(bytes) && bytes.length >= HEAD_BYTES + TAG_BYTES

const nonceOf = (head: Uint8Array): Uint8Array => head.subarray(MAGIC.length + SALT_BYTES, HEAD_BYTES)
