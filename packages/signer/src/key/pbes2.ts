// Opens password-based encryption scheme 2 with WebCrypto: the runtimes' own loaders differ in what they open.
import { children, contentOf, oidOf, readDer, smallInteger, TAG, type DerValue } from './der.ts'

/** @see RFC 8018 appendix A and B.1 */
const OID = { pbes2: '2a864886f70d01050d', pbkdf2: '2a864886f70d01050c' }
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

/** More than any tool writes. */
const MAX_ITERATIONS = 20_000_000

/** A hostile file could otherwise keep a thread busy for hours, whoever opens it: counts are the only integers of a scheme. */
function assertAffordable(value: DerValue): void {
  if (value.tag === TAG.integer && smallInteger(value) > MAX_ITERATIONS) throw new RangeError('too many iterations')
  if (value.tag === TAG.sequence) children(value).forEach(assertAffordable)
}

interface Pbes2 {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly hash: string
  readonly keyBits: number
  readonly iv: Uint8Array
  readonly data: Uint8Array
}

/**
 * @returns `undefined` when the key is encrypted in a way that is not ours to open: scrypt, triple DES, PBES1
 * @throws RangeError when `encrypted` is no EncryptedPrivateKeyInfo, or asks for more work than any tool does
 */
export function parsePbes2(encrypted: Uint8Array): Pbes2 | undefined {
  const [scheme, data] = children(readDer(encrypted))
  const [schemeOid, parameters] = children(scheme)
  if (scheme) assertAffordable(scheme)
  if (oidOf(schemeOid) !== OID.pbes2) return undefined
  const [kdf, cipher] = children(parameters)
  const [kdfOid, kdfParameters] = children(kdf)
  const [cipherOid, iv] = children(cipher)
  const keyBits = KEY_BITS[oidOf(cipherOid)]
  if (oidOf(kdfOid) !== OID.pbkdf2 || keyBits === undefined) return undefined
  const [salt, iterationCount, ...optional] = children(kdfParameters)
  const prf = optional.find((value) => value.tag === TAG.sequence)
  const hash = prf ? PRF[oidOf(children(prf)[0])] : 'SHA-1'
  if (hash === undefined) return undefined
  return {
    salt: contentOf(salt, TAG.octetString),
    iterations: smallInteger(iterationCount),
    hash,
    keyBits,
    iv: contentOf(iv, TAG.octetString),
    data: contentOf(data, TAG.octetString),
  }
}

/** @throws DOMException when the passphrase is wrong, or the runtime lacks the cipher (`NotSupportedError`) */
export async function openPbes2(
  { salt, iterations, hash, keyBits, iv, data }: Pbes2,
  passphrase: string,
): Promise<Uint8Array> {
  const bytes = (array: Uint8Array): Uint8Array<ArrayBuffer> => array as Uint8Array<ArrayBuffer>
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
    'deriveKey',
  ])
  const derivation = { name: 'PBKDF2', salt: bytes(salt), iterations, hash }
  const key = await crypto.subtle.deriveKey(derivation, secret, { name: 'AES-CBC', length: keyBits }, false, [
    'decrypt',
  ])
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: bytes(iv) }, key, bytes(data)))
}
