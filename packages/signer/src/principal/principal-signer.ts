// The face of every signer: it signs, renews, tells who it is and how it stands, and can be closed.
import { PrincipalClosedError } from '../errors/principal-errors.ts'
import type { RequestSigner, SignableRequest, SignedRequest, SignOptions } from '../request.ts'
import { createSigner } from '../signing/create-signer.ts'
import type { SignerOptions } from '../signing/options/signer-options.ts'
import type { RefreshEvents } from './engine/listeners.ts'
import type { Keeper, Standing } from './keeper.ts'

/** Who a principal is and how it stands, as far as it is known. @public */
export interface Identity extends Standing {
  /** What kind of principal: `user`, `session`, `user-session`, `x509`, `instance`, `resource`, `oke-workload`, `oauth-exchange` or `token-exchange`. */
  readonly principal: string
  /** Where the credential comes from, in words; never a secret. */
  readonly source: string
  /** Identifier of the region, once it is known. */
  readonly region?: string | undefined
  /** Which link of the chain of `defaultSigner` found it; absent for a signer that was made by name. */
  readonly link?: string | undefined
}

/** @public */
export interface WaitOptions {
  /** Ends the wait with its reason; what is waited for goes on, since others may wait for it. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A signer with all that is known of it. Every signer has this face; one without a token answers what it can.
 *
 * @throws {@link PrincipalClosedError} `ERR_PRINCIPAL_CLOSED` from every method that waits, after `close()`
 * @example
 * ```ts
 * import { Signer } from '@x/signer'
 * import type { PrincipalSigner } from '@x/signer/principal'
 * declare const config: { tenancy: string; user: string; fingerprint: string; keyFile: string }
 * const signer: PrincipalSigner = Signer.fromConfig(config)
 * await signer.ready() // an unreadable key or a missing file is told here
 * const { principal, tenancy, expiresAt, lastError } = signer.status()
 * ```
 * @public
 */
export interface PrincipalSigner extends RequestSigner, AsyncDisposable {
  /**
   * With a refused request: renews if its credential is still the current one. Without: always, except within ten seconds of the
   * last forced renewal, when it resolves with what is there. After one that failed: rejects with its error for one to five
   * seconds, then renews. A credential that is read and not issued is read again.
   */
  refresh(rejected?: SignedRequest, options?: WaitOptions): Promise<void>
  /** Identifier of the region, where the principal knows it. */
  region(): Promise<string | undefined>
  /** Resolves when the first credential is there; signing waits for it by itself. */
  ready(options?: WaitOptions): Promise<void>
  /** Waits until it is ready and its region is known, and yields `status()`. */
  whoami(options?: WaitOptions): Promise<Identity>
  /** The last that is known: at once, without asking anybody. For health pages. */
  status(): Identity
  /**
   * @returns a function that takes the listener off again
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an event that there is not
   */
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  /** Ends a renewal under way. Signing is refused afterwards. */
  close(): Promise<void>
}

/** What distinguishes a principal beside its credential. @public */
export interface PrincipalParts {
  /** What kind of principal, e.g. `instance`. */
  readonly principal: string
  /** Where its credential comes from, in words. */
  readonly source: string
  /** Finds its region, where it can. */
  readonly region?: (() => Promise<string | undefined>) | undefined
}

/**
 * Implements {@link PrincipalSigner} once: principals differ in their parts and in what keeps their credential. Of its options it
 * takes those of `createSigner`: a class that is made of it refuses what neither of them knows.
 *
 * @example
 * ```ts
 * import { EngineKeeper, PrincipalSignerBase, type RefreshEngine, type Snapshot } from '@x/signer/principal'
 * declare const engine: RefreshEngine<Snapshot>
 * class MySigner extends PrincipalSignerBase {
 *   constructor() {
 *     super({ principal: 'mine', source: 'my service' }, new EngineKeeper(engine), { now: () => engine.now() })
 *   }
 * }
 * ```
 * @public
 */
export class PrincipalSignerBase implements PrincipalSigner {
  readonly #parts: PrincipalParts
  readonly #keeper: Keeper
  readonly #signer: ReturnType<typeof createSigner>
  #region: string | undefined

  constructor(parts: PrincipalParts, keeper: Keeper, options: SignerOptions = {}) {
    this.#parts = parts
    this.#keeper = keeper
    const { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now } = options
    const own = { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now }
    this.#signer = createSigner((context) => keeper.credential(context), own)
  }

  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }

  async refresh(rejected?: SignedRequest, { signal }: WaitOptions = {}): Promise<void> {
    if (rejected) return this.#signer.refresh(rejected, { signal })
    signal?.throwIfAborted()
    await this.#keeper.renew({ signal })
  }

  async region(): Promise<string | undefined> {
    this.#region = await this.#parts.region?.()
    return this.#region
  }

  async ready({ signal }: WaitOptions = {}): Promise<void> {
    signal?.throwIfAborted()
    await this.#keeper.credential({ signal })
  }

  async whoami(options?: WaitOptions): Promise<Identity> {
    await this.ready(options)
    await this.region()
    return this.status()
  }

  status(): Identity {
    const { principal, source } = this.#parts
    return { principal, source, region: this.#region, ...this.#keeper.standing() }
  }

  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void {
    return this.#keeper.listeners.on(name, listener)
  }

  async close(): Promise<void> {
    this.#keeper.close(new PrincipalClosedError())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
