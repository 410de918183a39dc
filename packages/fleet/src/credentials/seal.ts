// Seals what is stored: AES-256-GCM, bound to whom it is of and when it ends, so that nothing in it can be exchanged.
import { base64Of, bytesOfBase64 } from '@x/kernel'

const VERSION = '1'
const NONCE_BYTES = 12

/** What is in an entry and can be opened. */
export interface Opened {
  readonly bytes: Uint8Array
  /** Epoch milliseconds. */
  readonly until: number
}

/** Whom entries are of: it is part of what is sealed, and only shown by its digest. */
export interface Owner {
  /** OCID of the user. */
  readonly user: string
  /** The kind of principal. */
  readonly principal: string
  /** Where its tokens are from. */
  readonly source: string
}

/** A nonce of its own each time: under one key, four billion seals are safe, and a fleet makes one an hour. */
export async function seal(key: CryptoKey, owner: Owner, { bytes, until }: Opened): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const algorithm = { name: 'AES-GCM', iv, additionalData: context(owner, until) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, Uint8Array.from(bytes)))
  return [VERSION, String(until), base64Of(iv), base64Of(sealed)].join('.')
}

/** `undefined` for everything that this key did not seal for this owner. */
export async function open(key: CryptoKey, owner: Owner, entry: string): Promise<Opened | undefined> {
  const [version, end = '', nonce = '', text = '', ...more] = entry.split('.')
  const until = Number(end)
  const iv = bytesOfBase64(nonce)
  const sealed = bytesOfBase64(text)
  if (version !== VERSION || more.length > 0 || String(until) !== end || iv?.length !== NONCE_BYTES || !sealed)
    return undefined
  const algorithm = { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: context(owner, until) }
  try {
    const bytes = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, Uint8Array.from(sealed)))
    return { bytes, until }
  } catch {
    return undefined
  }
}

/** The associated data. */
const context = ({ user, principal, source }: Owner, until: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(JSON.stringify(['oci-fleet', VERSION, user, principal, source, until])))
