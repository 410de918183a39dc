// The signer of a session: a token, and the private key that the token was issued for.
import { argumentError, once } from '@x/kernel'
import { createSigner, type SignerOptions } from '../signing/create-signer.ts'
import { createCredential } from '../credential.ts'
import { InvalidTokenError } from '../errors/errors.ts'
import type { PrivateKeyInput } from '../key/private-key-input.ts'
import type { RequestSigner, SignableRequest, SignedRequest, SignOptions } from '../request.ts'

/** What {@link SecurityTokenSigner} needs. @public */
export interface SecurityTokenOptions extends SignerOptions {
  /** The token as it stands in its file; white space around it is trimmed. */
  readonly token: string
  /** The key whose public half the token was issued for. */
  readonly privateKey: PrivateKeyInput
  /** Ignored for a key that is not encrypted. */
  readonly passphrase?: string | undefined
}

/**
 * Signs requests with a session token, such as `oci session authenticate` writes. It does not renew the token.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises'
 * import { loadPrivateKeyFromFile, SecurityTokenSigner } from '@x/signer'
 * const token = await readFile('/home/me/.oci/sessions/DEFAULT/token', 'utf8')
 * const privateKey = await loadPrivateKeyFromFile('~/.oci/sessions/DEFAULT/oci_api_key.pem')
 * const signer = new SecurityTokenSigner({ token, privateKey })
 * ```
 * @see docs/sources.md#session-token
 * @public
 */
export class SecurityTokenSigner implements RequestSigner {
  readonly #signer: RequestSigner

  /**
   * @throws {@link InvalidTokenError} `ERR_INVALID_TOKEN` when the token is empty or has a line break inside
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the token is not a string, the key is missing
   */
  constructor(options: SecurityTokenOptions) {
    if (typeof options.token !== 'string')
      throw argumentError('SecurityTokenSigner needs a token. Pass the content of the token file.')
    if (options.privateKey === undefined || options.privateKey === null)
      throw argumentError('SecurityTokenSigner needs a private key. Pass the key that the token was issued for.')
    const token = options.token.trim()
    if (!/^[!#-[\]-~]+$/.test(token)) {
      throw new InvalidTokenError(
        token === ''
          ? 'The session token is empty. Log in again, or check the token file.'
          : 'The session token has a line break or another character that cannot stand in a header. Check that the file holds one token and nothing else.',
      )
    }
    const { privateKey, passphrase } = options
    const credential = once(async () => {
      const { resolveKey } = await import('../key/resolve-key.ts')
      return createCredential({ keyId: `ST$${token}`, key: await resolveKey(privateKey, passphrase) })
    })
    const { sign } = createSigner(credential, options)
    this.#signer = { sign }
  }

  /** {@inheritDoc RequestSigner.sign} */
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }
}
