// The keys that credentials are sealed with come from outside the store: bytes, or a function that asks a vault.
import { argumentError } from '@x/kernel'
import { digestOf } from '../digest.ts'

/** 32 bytes for AES-256, or a function that yields them. @public */
export type FleetKey = Uint8Array | (() => Uint8Array | Promise<Uint8Array>)

/** A key that is ready. */
export interface SealingKey {
  /** Tells keys apart, and tells nothing of them. */
  readonly id: string
  readonly key: CryptoKey
}

const BYTES = 32

/**
 * The key as it is now: a caller may wipe its own bytes, or use their memory for something else.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is neither random bytes of the right number nor a function
 */
export function ownKey(name: string, key: FleetKey): FleetKey {
  if (typeof key === 'function') return key
  if (isKey(key)) return Uint8Array.from(key)
  throw argumentError(
    `The option ${name} is neither ${BYTES} random bytes nor a function. Give a random key of ${BYTES} bytes, or a function that yields one.`,
  )
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` when a function yields what is no key; what it throws or rejects with */
export async function sealingKey(name: string, given: FleetKey): Promise<SealingKey> {
  const bytes: unknown = typeof given === 'function' ? await given() : given
  if (!isKey(bytes))
    throw argumentError(`The function ${name} did not yield ${BYTES} random bytes. Yield a random key of that length.`)
  const raw = Uint8Array.from(bytes)
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { id: await digestOf('key', ...Array.from(raw, String)), key }
}

/** Memory that was wiped, or never filled, is no key: everybody knows it. */
const isKey = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && value.length === BYTES && value.some((byte) => byte !== 0)
