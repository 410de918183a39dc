// Makes the key pairs that tokens are bound to, off the event loop.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { assertKeySize, generateSessionKey } from '@x/signer/principal'
import type { RefreshEngine, SessionKey, SessionKeySize, TokenSnapshot } from '@x/signer/principal'

/** Options of {@link SessionKeySupplier}. @public */
export interface SessionKeySupplierOptions {
  /** Length of the modulus: 2048, 3072 or 4096. @defaultValue 2048 */
  readonly keySize?: SessionKeySize | undefined
  /** Makes the next pair while there is nothing else to do, so that a renewal need not wait for it. @defaultValue false */
  readonly prepareNext?: boolean | undefined
}

const OPTIONS: OptionNames<SessionKeySupplierOptions> = { keySize: true, prepareNext: true }

/** What a federation client asks for key pairs: a {@link SessionKeySupplier}, or something of that shape. @public */
export interface SessionKeySource {
  refresh(): Promise<SessionKey>
  install?(key: SessionKey): void
}

/**
 * Makes RSA key pairs for session tokens. Nothing is made before the first `refresh()`.
 *
 * A federation client takes what `refresh()` yields, and installs it once it has a token for it: `current()` is always the pair of
 * the token in use, after a renewal that failed, too.
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
export class SessionKeySupplier implements SessionKeySource {
  readonly #keySize: SessionKeySize
  readonly #prepareNext: boolean
  #current: SessionKey | undefined
  #next: Promise<SessionKey> | undefined

  /** @throws TypeError `ERR_INVALID_ARGUMENT` for a size that is not 2048, 3072 or 4096, or for an unknown option */
  constructor(options: SessionKeySupplierOptions = {}) {
    refuseUnknownOptions(options, OPTIONS)
    const { keySize = 2048, prepareNext = false } = options
    assertKeySize(keySize)
    this.#keySize = keySize
    this.#prepareNext = prepareNext
  }

  /** The pair that was installed last; `undefined` before the first. */
  current(): SessionKey | undefined {
    return this.#current
  }

  /** A new pair, not yet the current one. */
  async refresh(): Promise<SessionKey> {
    const making = this.#next ?? generateSessionKey(this.#keySize)
    this.#next = undefined
    const key = await making
    if (this.#prepareNext) this.#prepare()
    return key
  }

  /** Makes `key` the current pair: called by a federation client with the pair of the token that it now uses. */
  install(key: SessionKey): void {
    this.#current = key
  }

  #prepare(): void {
    this.#next ??= generateSessionKey(this.#keySize)
    this.#next.catch(() => {
      this.#next = undefined // made again when it is asked for, and reported then
    })
  }
}

/**
 * A pair of the supplier's, when it is one. The caller may have written the supplier: a token for one key and signatures of another
 * would be refused, by services that do not say why.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export async function takeSessionKey(supplier: SessionKeySource): Promise<SessionKey> {
  if (typeof supplier?.refresh !== 'function')
    throw argumentError(
      'sessionKeySupplier has no method refresh. Pass a SessionKeySupplier, or something of its shape.',
    )
  const key = await supplier.refresh()
  if (isPair(key)) return key
  throw argumentError(
    'What sessionKeySupplier.refresh() yields is no key pair. Yield { privateKey, publicKey, jwk }, as generateSessionKey does.',
  )
}

function isPair(key: Partial<SessionKey> | undefined): boolean {
  const { privateKey, publicKey } = key ?? {}
  if (typeof privateKey?.sign !== 'function' || !ArrayBuffer.isView(publicKey)) return false
  // A key of the caller's own, such as one in hardware, may not tell its public half.
  const own = typeof privateKey.publicKey === 'function' ? privateKey.publicKey() : publicKey
  return own.length === publicKey.length && own.every((byte, index) => byte === publicKey[index])
}

/** Has each pair installed once its token is: whoever was given the supplier sees the two change together. */
export function installing(supplier: SessionKeySource, engine: RefreshEngine<TokenSnapshot>): void {
  engine.listeners.on('refresh', () => {
    if (engine.current) supplier.install?.(engine.current.sessionKey)
  })
}
