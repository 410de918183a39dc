// Makes the key pairs that tokens are bound to, off the event loop.
import { argumentError } from '@x/kernel'
import { loadPrivateKey, type PrivateKey } from '@x/signer'

/** A key pair made for one token. @public */
export interface SessionKey {
  readonly privateKey: PrivateKey
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** The public half as a JSON Web Key has it, base64url. */
  readonly jwk: { readonly n: string; readonly e: string }
}

/** Options of {@link SessionKeySupplier}. @public */
export interface SessionKeySupplierOptions {
  /** Length of the modulus: 2048, 3072 or 4096. @defaultValue 2048 */
  readonly keySize?: 2048 | 3072 | 4096 | undefined
  /** Makes the next pair while there is nothing else to do, so that a renewal need not wait for it. @defaultValue false */
  readonly prepareNext?: boolean | undefined
}

/**
 * Makes RSA key pairs for session tokens. Nothing is made before the first `refresh()`.
 *
 * A federation client takes what `refresh()` yields and installs it together with the token it gets for it; it never pairs a token
 * with `current()`.
 *
 * @example
 * ```ts
 * import { SessionKeySupplier } from '@x/auth-federation'
 * const supplier = new SessionKeySupplier({ keySize: 2048 })
 * const { privateKey } = await supplier.refresh()
 * privateKey.bits // 2048
 * ```
 * @see docs/sources.md#session-key
 * @public
 */
export class SessionKeySupplier {
  readonly #keySize: number
  readonly #prepareNext: boolean
  #current: SessionKey | undefined
  #next: Promise<SessionKey> | undefined

  /** @throws TypeError `ERR_INVALID_ARGUMENT` for a size that is not 2048, 3072 or 4096 */
  constructor({ keySize = 2048, prepareNext = false }: SessionKeySupplierOptions = {}) {
    if (![2048, 3072, 4096].includes(keySize))
      throw argumentError('keySize is not 2048, 3072 or 4096. Use one of these.')
    this.#keySize = keySize
    this.#prepareNext = prepareNext
  }

  /** The pair made last; `undefined` before the first `refresh()`. */
  current(): SessionKey | undefined {
    return this.#current
  }

  /** A new pair. */
  async refresh(): Promise<SessionKey> {
    const making = this.#next ?? generate(this.#keySize)
    this.#next = undefined
    const key = await making
    this.#current = key
    if (this.#prepareNext) this.#prepare()
    return key
  }

  #prepare(): void {
    this.#next ??= generate(this.#keySize)
    this.#next.catch(() => {
      this.#next = undefined // made again when it is asked for, and reported then
    })
  }
}

async function generate(modulusLength: number): Promise<SessionKey> {
  const { generateKeyPair } = await import('node:crypto')
  const { promisify } = await import('node:util')
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength, publicExponent: 65_537 })
  const { n, e } = pair.publicKey.export({ format: 'jwk' })
  const privateKey = await loadPrivateKey(String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })))
  return { privateKey, publicKey: privateKey.publicKey(), jwk: { n: String(n), e: String(e) } }
}
