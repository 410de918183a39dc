// The public key of a caller, in the forms that servers keep. What was made of one is kept, by what it says.
import { findPemBlock } from '../key/pem.ts'
import type { CryptoKeyLike } from '../key/private-key-input.ts'
import { noPublicKey, type PublicKey, type RsaNumbers } from '../runtime/public-key.ts'
import { hasMethod, isObject, own } from '../lib/own.ts'
import { Recent } from './recent.ts'
import { adoptPublicKey, encodeAscii, importJwk, importSpki } from '#public-keys'

/** A public RSA key as JWK, by its shape: these types depend neither on the DOM's nor on Node's. @public */
export interface JsonWebKeyLike {
  readonly kty?: string | undefined
  /** Modulus, base64url. */
  readonly n?: string | undefined
  /** Exponent, base64url. */
  readonly e?: string | undefined
  readonly alg?: string | undefined
  readonly use?: string | undefined
  readonly kid?: string | undefined
  readonly key_ops?: readonly string[] | undefined
  readonly ext?: boolean | undefined
}

/** What gives its public half as DER: a `KeyObject`. @public */
export interface ExportablePublicKey {
  export(options: { format: 'der'; type: 'spki' }): Uint8Array
}

/**
 * A caller's public key: PEM text (`PUBLIC KEY`), a JWK, a `CryptoKey`, a `KeyObject`, or something that verifies elsewhere, whose
 * `true` alone counts. RSA, 2048 bits or more, with an odd exponent from 3; a `CryptoKey` is for RSASSA-PKCS1-v1_5 with SHA-256.
 *
 * What was made of the last thousand texts and JWKs is kept, by their content.
 *
 * @public
 */
export type VerificationKey =
  | string
  | JsonWebKeyLike
  | CryptoKeyLike
  | ExportablePublicKey
  | { verify(data: Uint8Array, signature: Uint8Array): Promise<boolean> }

type CustomKey = Extract<VerificationKey, { verify: unknown }>

const MAX_KEPT = 1000

const byText = new Recent<PublicKey>(MAX_KEPT)
/** By the modulus. */
const byNumbers = new Recent<{ readonly e: string; readonly opened: PublicKey }>(MAX_KEPT)
/** Only of keys that cannot change. */
const byIdentity = new WeakMap<object, PublicKey>()

/** @throws TypeError `ERR_INVALID_ARGUMENT` when `key` is no RSA public key to trust: that is the server's mistake, not the caller's */
export async function verifySignature(key: VerificationKey, text: string, signature: Uint8Array): Promise<boolean> {
  const opened = openKnown(key)
  return (opened instanceof Promise ? await opened : opened).verify(encodeAscii(text), signature)
}

/** Whether a key that somebody else chose is one to trust. */
export async function isTrustworthy(key: VerificationKey): Promise<boolean> {
  try {
    await openKnown(key)
    return true
  } catch {
    return false
  }
}

function openKnown(key: VerificationKey): PublicKey | Promise<PublicKey> {
  const known = typeof key === 'string' ? byText.get(key) : byIdentity.get(key)
  return known ?? open(key)
}

function open(key: unknown): PublicKey | Promise<PublicKey> {
  if (typeof key === 'string') return openText(key)
  if (!isObject(key)) throw noPublicKey()
  if (isCustomKey(key)) return customKey(key)
  return own(key as JsonWebKeyLike, 'kty') === undefined ? adopt(key) : openJwk(key)
}

async function adopt(key: object): Promise<PublicKey> {
  const adopted = await adoptPublicKey(key)
  if (adopted) {
    byIdentity.set(key, adopted)
    return adopted
  }
  if (isExportable(key)) return importSpki(spkiOf(key))
  throw noPublicKey()
}

const isCustomKey = (key: object): key is CustomKey => hasMethod(key, 'verify')
const isExportable = (key: object): key is ExportablePublicKey => hasMethod(key, 'export')

/** Somebody else's code gets bytes that no other request shares. */
const customKey = (key: CustomKey): PublicKey => ({
  verify: async (data, signature) => (await key.verify(Uint8Array.from(data), Uint8Array.from(signature))) === true,
})

async function openText(text: string): Promise<PublicKey> {
  const block = findPemBlock(text)
  if (typeof block !== 'object' || block.label !== 'PUBLIC KEY' || !block.der) throw noPublicKey()
  const opened = await importSpki(block.der)
  byText.set(text, opened)
  return opened
}

function spkiOf(key: ExportablePublicKey): Uint8Array {
  let cause: unknown
  try {
    const der: unknown = key.export({ format: 'der', type: 'spki' })
    if (der instanceof Uint8Array) return der
  } catch (failure) {
    cause = failure
  }
  throw noPublicKey(cause)
}

/** Without "alg" and "use", which may name another purpose. */
function openJwk(jwk: JsonWebKeyLike): PublicKey | Promise<PublicKey> {
  const [kty, n, e] = [own(jwk, 'kty'), own(jwk, 'n'), own(jwk, 'e')]
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') throw noPublicKey()
  const known = byNumbers.get(n)
  return known?.e === e ? known.opened : importNumbers({ kty, n, e })
}

async function importNumbers(numbers: RsaNumbers): Promise<PublicKey> {
  const opened = await importJwk(numbers)
  byNumbers.set(numbers.n, { e: numbers.e, opened })
  return opened
}
