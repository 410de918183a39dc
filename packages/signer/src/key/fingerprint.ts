// The fingerprint of a key in whatever form it is held.
import { argumentError } from '@x/kernel'
import { tagOf } from '../lib/bytes.ts'
import { InvalidPrivateKeyError } from '../errors/errors.ts'
import type { CryptoKeyLike, ExportableKey } from './private-key-input.ts'
import { findPemBlock } from './pem.ts'
import type { PrivateKey } from './private-key.ts'
import { fromPkcs8 } from './encoding/rsa-der.ts'
import { fingerprintOfSpki } from './spki-fingerprint.ts'

export const fingerprintOf = async (key: Parameters<typeof publicKeyOf>[0]): Promise<string> =>
  fingerprintOfSpki(await publicKeyOf(key))

async function publicKeyOf(key: PrivateKey | string | CryptoKeyLike | ExportableKey): Promise<Uint8Array> {
  if (typeof key === 'string') return publicKeyOfPem(key)
  if (typeof key === 'object' && key !== null && 'publicKey' in key) return key.publicKey()
  const form = key?.type === 'private' ? 'pkcs8' : 'spki'
  const bytes = await exported(key, form)
  return form === 'spki' ? bytes : spkiOf(bytes)
}

async function exported(key: CryptoKeyLike | ExportableKey, form: 'pkcs8' | 'spki'): Promise<Uint8Array> {
  try {
    if (tagOf(key) === 'CryptoKey') return new Uint8Array(await crypto.subtle.exportKey(form, key as CryptoKey))
    return (key as ExportableKey).export({ format: 'der', type: form })
  } catch (cause) {
    throw Object.assign(
      argumentError(
        'The key is neither a loaded private key, a PEM text, an extractable CryptoKey nor a KeyObject. Pass one of these.',
      ),
      { cause },
    )
  }
}

async function publicKeyOfPem(text: string): Promise<Uint8Array> {
  const block = findPemBlock(text)
  if (typeof block === 'object' && block.label === 'PUBLIC KEY' && block.der) return block.der
  const { readPrivateKey } = await import('./read-private-key.ts')
  return (await readPrivateKey(text)).publicKey()
}

function spkiOf(pkcs8: Uint8Array): Uint8Array {
  const key = fromPkcs8(pkcs8)
  if (!key)
    throw new InvalidPrivateKeyError('not-rsa', 'The private key is not an RSA key. OCI signs requests with RSA only.')
  return key.spki
}
