// Reads a private key: at once where it is a clear key in a PEM block as it should be; whatever else it is loads what knows more.
import { argumentError } from '@x/kernel'
import { bytesOf } from '../lib/bytes.ts'
import { KeyRefusal } from './key-refusal.ts'
import { findPemBlock } from './pem.ts'
import { PrivateKey } from './private-key.ts'
import { fromPkcs1, fromPkcs8, type RsaPrivateKey } from './encoding/rsa-der.ts'
import { importRsaKey } from '#key-store'

export async function readPrivateKey(pem: string | Uint8Array, passphrase?: string | null): Promise<PrivateKey> {
  try {
    const given = assertText(pem)
    const rsa =
      readClearKey(given) ?? (await (await import('./diagnosis/read-other-key.ts')).readOtherKey(given, passphrase))
    const key = await importRsaKey(rsa).catch((cause: unknown) => {
      throw new KeyRefusal('malformed', { cause })
    })
    return new PrivateKey(key, rsa.bits, rsa.spki)
  } catch (failure) {
    throw failure instanceof KeyRefusal ? (await import('./diagnosis/explain-key.ts')).explainKey(failure) : failure
  }
}

function assertText(pem: unknown): string | Uint8Array {
  if (typeof pem === 'string') return pem
  const bytes = bytesOf(pem)
  if (!bytes) throw argumentError('The private key is neither text nor bytes. Pass the content of a PEM file.')
  return bytes
}

/** @returns `undefined` for whatever is no clear RSA key in a PEM block of its own label */
export function readClearKey(given: string | Uint8Array): RsaPrivateKey | undefined {
  const block = findPemBlock(typeof given === 'string' ? given : new TextDecoder().decode(given))
  if (typeof block !== 'object' || !block.der || block.cipher) return undefined
  try {
    if (block.label === 'PRIVATE KEY') return fromPkcs8(block.der)
    return block.label === 'RSA PRIVATE KEY' ? fromPkcs1(block.der) : undefined
  } catch {
    return undefined // read once more, for the reason
  }
}
