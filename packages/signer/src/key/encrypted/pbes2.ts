// Opens password-based encryption scheme 2 without blocking the caller's thread: PBKDF2 and AES with WebCrypto, scrypt with what
// the runtime has. Whatever a file asks for has a limit: a hostile one could otherwise keep a thread busy for hours.
import { children, contentOf, countOf, oidOf, readDer, TAG, type DerValue } from '../encoding/der.ts'
import { KeyRefusal } from '../key-refusal.ts'
import { scrypt } from '#key-store'

/** @see RFC 8018 appendix A and B.1; RFC 7914 section 7 */
const OID = { pbes2: '2a864886f70d01050d', pbkdf2: '2a864886f70d01050c', scrypt: '2b06010401da47040b' }
const PRF: Readonly<Record<string, string>> = {
  '2a864886f70d0207': 'SHA-1',
  '2a864886f70d0209': 'SHA-256',
  '2a864886f70d020a': 'SHA-384',
  '2a864886f70d020b': 'SHA-512',
}
const KEY_BITS: Readonly<Record<string, number>> = {
  '608648016503040102': 128,
  '608648016503040116': 192,
  '60864801650304012a': 256,
}

/** Of PBKDF2; ten times as many as the most careful tools write. */
const MAX_ITERATIONS = 10_000_000
/** Of schemes that the runtime opens, which it does in the caller's thread. */
const MAX_BLOCKING_ITERATIONS = 1_000_000
/** Of scrypt's N × r × p: eight times what OpenSSL writes, and as many as OWASP asks for. Memory is 128 bytes for each N × r. */
const MAX_SCRYPT_COST = 2 ** 20
const MAX_SCRYPT_BYTES = 2 ** 28

type Kdf =
  | { readonly name: 'PBKDF2'; readonly salt: Uint8Array; readonly iterations: number; readonly hash: string }
  | {
      readonly name: 'scrypt'
      readonly salt: Uint8Array
      readonly cost: number
      readonly blockSize: number
      readonly parallelization: number
    }

interface Pbes2 {
  readonly kdf: Kdf
  readonly keyBits: number
  readonly iv: Uint8Array
  readonly data: Uint8Array
}

/**
 * @returns `undefined` when the key is encrypted in a way that is not ours to open: triple DES, PBES1, an unknown hash
 * @throws RangeError when `encrypted` is no EncryptedPrivateKeyInfo
 * @throws KeyRefusal `too-costly` when it asks for more work than any tool does
 */
export function parsePbes2(encrypted: Uint8Array): Pbes2 | undefined {
  const [scheme, data] = children(readDer(encrypted))
  const [schemeOid, parameters] = children(scheme)
  const own = oidOf(schemeOid) === OID.pbes2 ? parseParameters(parameters) : undefined
  if (own) return { ...own, data: contentOf(data, TAG.octetString) }
  assertSoonDone(scheme)
  return undefined
}

function parseParameters(parameters: DerValue | undefined): Omit<Pbes2, 'data'> | undefined {
  const [kdfValue, cipher] = children(parameters)
  const [cipherOid, iv] = children(cipher)
  const keyBits = KEY_BITS[oidOf(cipherOid)]
  const kdf = keyBits && parseKdf(kdfValue)
  return kdf ? { kdf, keyBits, iv: contentOf(iv, TAG.octetString) } : undefined
}

function parseKdf(kdf: DerValue | undefined): Kdf | undefined {
  const [oid, parameters] = children(kdf)
  const name = oidOf(oid)
  if (name === OID.scrypt) return parseScrypt(children(parameters))
  return name === OID.pbkdf2 ? parsePbkdf2(children(parameters)) : undefined
}

function parsePbkdf2([salt, count, ...optional]: readonly DerValue[]): Kdf | undefined {
  const prf = optional.find((value) => value.tag === TAG.sequence)
  const hash = prf ? PRF[oidOf(children(prf)[0])] : 'SHA-1'
  if (hash === undefined) return undefined
  const iterations = countOf(count)
  assertAtMost(MAX_ITERATIONS, iterations, 'iterations of PBKDF2')
  return { name: 'PBKDF2', salt: contentOf(salt, TAG.octetString), iterations, hash }
}

function parseScrypt([salt, n, r, p]: readonly DerValue[]): Kdf {
  const cost = countOf(n)
  const blockSize = countOf(r)
  const parallelization = countOf(p)
  if (cost < 2 || blockSize < 1 || parallelization < 1) throw new RangeError('scrypt counts from 1, and N from 2')
  assertAtMost(MAX_SCRYPT_COST, cost * blockSize * parallelization, "for scrypt's N × r × p")
  assertAtMost(MAX_SCRYPT_BYTES, 128 * blockSize * (cost + parallelization + 2), 'bytes of memory for scrypt')
  return { name: 'scrypt', salt: contentOf(salt, TAG.octetString), cost, blockSize, parallelization }
}

/** Counts are the only integers of a scheme. */
function assertSoonDone(value: DerValue | undefined): void {
  if (value?.tag === TAG.integer) assertAtMost(MAX_BLOCKING_ITERATIONS, countOf(value), 'iterations')
  if (value?.tag === TAG.sequence) children(value).forEach(assertSoonDone)
}

function assertAtMost(limit: number, count: number, what: string): void {
  if (count > limit) throw new KeyRefusal('too-costly', { detail: `${count} ${what}, more than ${limit}` })
}

/**
 * @throws DOMException when the passphrase is wrong, or the runtime lacks the cipher or scrypt (`NotSupportedError`)
 */
export async function openPbes2({ kdf, keyBits, iv, data }: Pbes2, passphrase: string): Promise<Uint8Array> {
  const secret = new TextEncoder().encode(passphrase)
  const raw =
    kdf.name === 'scrypt' ? await deriveByScrypt(kdf, secret, keyBits) : await deriveByPbkdf2(kdf, secret, keyBits)
  const key = await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['decrypt'])
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: own(iv) }, key, own(data)))
}

type KdfOf<Name> = Extract<Kdf, { readonly name: Name }>

async function deriveByPbkdf2(kdf: KdfOf<'PBKDF2'>, secret: Uint8Array, bits: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', own(secret), kdf.name, false, ['deriveBits'])
  return crypto.subtle.deriveBits({ ...kdf, salt: own(kdf.salt) }, key, bits)
}

async function deriveByScrypt(
  kdf: KdfOf<'scrypt'>,
  secret: Uint8Array,
  bits: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return own(await scrypt(secret, { ...kdf, bytes: bits / 8, maxmem: MAX_SCRYPT_BYTES }))
}

/** The types cannot tell; memory that is shared never gets here. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>
