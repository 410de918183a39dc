// Any form in which a caller may hold a private key, as something that signs.
import { argumentError } from '@x/kernel'
import type { PrivateKeyInput } from './private-key-input.ts'
import type { SigningKey } from '../signing-key.ts'
import { adoptKey } from '#key-store'

/** A key and its form, or where it lies. */
export interface KeyPlace {
  /** The key itself; wins over `privateKeyFile`. */
  readonly privateKey?: PrivateKeyInput | undefined
  readonly privateKeyFile?: string | undefined
  readonly passphrase?: string | undefined
}

export async function readKey({ privateKey, privateKeyFile, passphrase }: KeyPlace): Promise<SigningKey> {
  if (privateKey !== undefined && privateKey !== null) return resolveKey(privateKey, passphrase)
  const { readPrivateKeyFile } = await import('./read-key-file.ts')
  return readPrivateKeyFile(String(privateKeyFile), passphrase)
}

export async function resolveKey(key: PrivateKeyInput, passphrase: string | undefined): Promise<SigningKey> {
  if (typeof key === 'string' || ArrayBuffer.isView(key)) {
    const { readPrivateKey } = await import('./read-private-key.ts')
    return readPrivateKey(key, passphrase)
  }
  if (hasSign(key)) return key
  const adopted = adoptKey(key)
  if (!adopted)
    throw argumentError(
      'privateKey is not a key that this runtime can sign with. Pass PEM text, a CryptoKey, a KeyObject, or an object with sign(data).',
    )
  return adopted
}

/** What a caller without types may pass is not always an object. */
const hasSign = (key: unknown): key is SigningKey =>
  typeof key === 'object' && key !== null && 'sign' in key && typeof key.sign === 'function'
