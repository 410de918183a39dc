// The face of every principal: signs, renews, and tells who it is.
import type {
  CredentialProvider,
  RequestSigner,
  SignableRequest,
  SignedRequest,
  SignerOptions,
  SignOptions,
} from '@x/signer'
import { createSigner } from '@x/signer'
import type { RefreshEngine, RefreshEvents } from '@x/signer/principal'
import { PrincipalClosedError } from './errors.ts'
import type { TokenSnapshot } from './token/token-snapshot.ts'

/** Who a principal is. @public */
export interface Identity {
  /** What kind of principal, e.g. `instance`. */
  readonly principal: string
  /** OCID of the tenancy, where the token names it. */
  readonly tenancy?: string | undefined
  readonly region?: string | undefined
  /** Epoch milliseconds. */
  readonly expiresAt?: number | undefined
  /** Where the token came from. */
  readonly source: string
}

/**
 * A signer whose credential renews itself.
 *
 * @throws {@link PrincipalClosedError} `ERR_PRINCIPAL_CLOSED` from every method that waits, after `close()`
 * @example
 * ```ts
 * import { InstancePrincipalsSecurityTokenSigner, type PrincipalSigner } from '@x/auth-federation'
 * const signer: PrincipalSigner = new InstancePrincipalsSecurityTokenSigner()
 * const off = signer.on('refreshFailed', ({ error, usable }) => console.warn(error, usable))
 * ```
 * @public
 */
export interface PrincipalSigner extends RequestSigner {
  /**
   * With a refused request: renews if its credential is still the current one. Without: always, except within ten seconds of the
   * last forced renewal, when it resolves with what is there. After one that failed: rejects with its error for one to five
   * seconds, then renews.
   */
  refresh(rejected?: SignedRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** Identifier of the region, where the principal knows it. */
  region(): Promise<string | undefined>
  /** Resolves when the first token is there; signing waits for it by itself. */
  ready(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** Ends a renewal under way. Signing is refused afterwards. */
  close(): Promise<void>
  /** Waits for the first token, whose claims it tells. */
  whoami(): Promise<Identity>
  /** @returns a function that takes the listener off again */
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
}

/** What makes a principal of an engine. */
export interface PrincipalParts {
  readonly principal: string
  readonly source: string
  readonly engine: RefreshEngine<TokenSnapshot>
  readonly region: () => Promise<string | undefined>
}

/** Adds something to every credential, such as a delegation token. */
export type ProviderDecorator = (provider: CredentialProvider) => CredentialProvider

/** Implements the interface once; the principals differ in their parts. */
export class EnginePrincipalSigner implements PrincipalSigner {
  readonly #parts: PrincipalParts
  readonly #signer: ReturnType<typeof createSigner>

  /** @internal */
  constructor(parts: PrincipalParts, options: SignerOptions, decorate: ProviderDecorator = (provider) => provider) {
    this.#parts = parts
    const { engine } = parts
    const provider = decorate(async (context) => (await engine.credential(context)).credential)
    this.#signer = createSigner(provider, { ...options, now: () => engine.now() })
  }

  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }

  async refresh(
    rejected?: SignedRequest,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    if (rejected) return this.#signer.refresh(rejected, { signal })
    await this.#parts.engine.refresh({ signal })
  }

  region(): Promise<string | undefined> {
    return this.#parts.region()
  }

  async ready({ signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.#parts.engine.credential({ signal })
  }

  async close(): Promise<void> {
    this.#parts.engine.close(new PrincipalClosedError())
  }

  async whoami(): Promise<Identity> {
    const { engine, principal, source, region } = this.#parts
    const { claims, expiresAt } = await engine.credential()
    const tenancy = claims.texts['opc-tenant'] ?? claims.texts['tenant']
    return { principal, tenancy, region: await region(), expiresAt, source }
  }

  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void {
    return this.#parts.engine.listeners.on(name, listener)
  }
}
