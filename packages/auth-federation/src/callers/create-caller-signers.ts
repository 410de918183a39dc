// A signer per caller, for servers that act for several: nobody ever signs with what belongs to another.
import { PrincipalClosedError, type PrincipalSigner } from '@x/signer/principal'
import { CallerTokenError } from '../errors/caller-errors.ts'
import { BoundedCallers } from './bounded-callers.ts'
import { delegatingSource, exchangingSource, type CallerSource, type SigningCaller } from './caller-source.ts'
import { callerKey, readCallerToken } from './caller-token.ts'
import { callerInputs, type CallerSignersOptions } from './inputs.ts'

/** The signers of a server's callers. @public */
export interface CallerSigners extends AsyncDisposable {
  /** How many callers have a signer at the moment. */
  readonly size: number
  /**
   * The signer of the caller who brought this token. The same token yields the same signer, another token another one, whoever it
   * speaks for. Call it for each request and keep or close no signer: it ends with the token, or when it makes room for another.
   *
   * The token is not verified here. Do that first, as for every request: signature, issuer, and that the audience is your server.
   *
   * @param callerToken - the JSON Web Token by which your server knows the caller, without `Bearer`
   * @throws {@link CallerTokenError} `ERR_CALLER_TOKEN` with the `reason`: the signer, too, once the token has ended
   * @throws {@link CallerEvictedError} `ERR_CALLER_EVICTED` from a signer that made room for another
   * @throws {@link PrincipalClosedError} `ERR_PRINCIPAL_CLOSED` after `close()`
   */
  signerFor(callerToken: string): Promise<PrincipalSigner>
  /** Closes every signer, and the principal that acts for the callers. */
  close(): Promise<void>
}

/**
 * A signer for each caller of a server that acts for several of them, such as an MCP server or a gateway.
 *
 * With `exchange`, a caller's token is exchanged at an identity domain, and requests are signed as the caller, each with a key of their
 * own. With `delegation`, one principal signs, and the caller's token goes with each request, signed. Signers are kept by the SHA-256 of
 * the caller's whole token, at most `maxEntries` of them, and by nothing that a caller could choose besides.
 *
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` without `exchange` and `delegation`, or without what they need
 * @throws TypeError `ERR_INVALID_ARGUMENT` for both of them, for a value that cannot be used, or for an unknown option
 * @throws the same as `getResourcePrincipalsSigner`, where a resource is to act for the callers
 * @example
 * ```ts
 * import { createCallerSigners } from '@x/auth-federation'
 * import { createSignedFetch } from '@x/fetch'
 * declare const callerToken: string // verified before
 * const callers = createCallerSigners({
 *   exchange: {
 *     domainUrl: 'https://idcs-0123456789abcdef.identity.oraclecloud.com',
 *     clientId: 'd2a5…',
 *     clientSecret: String(process.env['OCI_CLIENT_SECRET']),
 *   },
 * })
 * const signedFetch = createSignedFetch(await callers.signerFor(callerToken))
 * ```
 * @see docs/sources.md#token-exchange
 * @public
 */
export function createCallerSigners(options: CallerSignersOptions): CallerSigners {
  const { exchange, delegation, maxEntries } = callerInputs(options)
  return new Callers(maxEntries, exchange ? exchangingSource(exchange) : delegatingSource(delegation))
}

class Callers implements CallerSigners {
  readonly #callers: BoundedCallers<SigningCaller>
  readonly #source: CallerSource
  #closed: PrincipalClosedError | undefined

  constructor(maxEntries: number, source: CallerSource) {
    this.#callers = new BoundedCallers(maxEntries)
    this.#source = source
    // For nobody: options that cannot be used are told now, and not to the first caller.
    source.callerOf({ token: 'nobody', expiresAt: 0 })
  }

  get size(): number {
    return this.#callers.size
  }

  async signerFor(callerToken: string): Promise<PrincipalSigner> {
    const caller = readCallerToken(callerToken)
    const key = await callerKey(caller)
    if (this.#closed) throw this.#closed
    const now = this.#source.now()
    if (now >= caller.expiresAt) throw new CallerTokenError('expired')
    return this.#callers.take(key, now, () => this.#source.callerOf(caller)).signer
  }

  async close(): Promise<void> {
    this.#closed ??= new PrincipalClosedError()
    this.#callers.closeAll(this.#closed)
    this.#source.close(this.#closed)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
