// A scoped access token with a fresh key pair, in one call.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { checkIssuedToken } from '@x/signer/principal'
import { CALL_OPTIONS } from '../client/check-options.ts'
import type { DataplaneCallOptions } from '../client/client-options.ts'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { generatePemKeyPair } from './pem-key-pair.ts'

/** What {@link createScopedToken} may be told, beside what every call may. @public */
export interface ScopedTokenOptions extends DataplaneCallOptions {
  /** What the token opens. @defaultValue `urn:oracle:db::id::*`, every database that the caller may use */
  readonly scope?: string | undefined
}

export const SCOPED_TOKEN_OPTIONS: OptionNames<ScopedTokenOptions> = { ...CALL_OPTIONS, scope: true }

interface ScopedTokenFields {
  readonly token: string
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  readonly scope: string
  readonly expiresAt: number
  readonly requestId: string
}

/**
 * A scoped access token with its key. Token and private key are read by name only: printing and serialising leave them out.
 *
 * Made by {@link createScopedToken}.
 *
 * @public
 */
export class ScopedToken {
  /** What it opens. */
  readonly scope: string
  /** Epoch milliseconds, by the service's clock. */
  readonly expiresAt: number
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKeyPem: string
  /** The response's `opc-request-id`. */
  readonly requestId: string
  readonly #token: string
  readonly #privateKeyPem: string

  /** @internal */
  constructor(fields: ScopedTokenFields) {
    this.scope = fields.scope
    this.expiresAt = fields.expiresAt
    this.publicKeyPem = fields.publicKeyPem
    this.requestId = fields.requestId
    this.#token = fields.token
    this.#privateKeyPem = fields.privateKeyPem
  }

  /** Secret. */
  get token(): string {
    return this.#token
  }

  /** Secret: PKCS#8, PEM, not encrypted. */
  get privateKeyPem(): string {
    return this.#privateKeyPem
  }
}

const EVERY_DATABASE = 'urn:oracle:db::id::*'

/**
 * Makes a key pair of 2048 bits and gets a scoped access token that is bound to it.
 *
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when what came is no token for this key
 * @throws as {@link DataplaneClient.generateScopedAccessToken}
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { createScopedToken, DataplaneClient } from '@x/identity-data-plane'
 * const client = new DataplaneClient({ config: await loadConfig() })
 * const { token, privateKeyPem } = await createScopedToken(client)
 * ```
 * @see docs/sources.md#database-token
 * @public
 */
export async function createScopedToken(
  client: DataplaneClient,
  options: ScopedTokenOptions = {},
): Promise<ScopedToken> {
  refuseUnknownOptions(options, SCOPED_TOKEN_OPTIONS)
  const { scope = EVERY_DATABASE, ...call } = options
  call.signal?.throwIfAborted()
  const { privateKeyPem, publicKey, publicKeyPem } = await generatePemKeyPair()
  const { data, requestId } = await client.generateScopedAccessToken({ scope, publicKey: publicKeyPem }, call)
  const { token, claims } = checkIssuedToken(data.token, publicKey)
  return new ScopedToken({ token, privateKeyPem, publicKeyPem, scope, expiresAt: claims.expiresAt, requestId })
}
