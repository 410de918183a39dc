// The signer of a session: a token, and the private key that the token was issued for.
import { argumentError, once, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import { createCredential } from '../credential.ts'
import { InvalidTokenError } from '../errors/errors.ts'
import { SessionEndedError } from '../errors/principal-errors.ts'
import type { PrivateKeyInput } from '../key/private-key-input.ts'
import { PrincipalSignerBase } from '../principal/principal-signer.ts'
import { ReadKeeper, type KnownStanding, type ReadCredential } from '../principal/read-keeper.ts'
import { claimsOfKeyId, parseTokenClaims } from '../principal/token/token-claims.ts'
import { SIGNER_OPTIONS, type SignerOptions } from '../signing/options/signer-options.ts'

/** What {@link SecurityTokenSigner} needs: a token or its file, and a key or its file. @public */
export interface SecurityTokenOptions extends SignerOptions {
  /** The token itself; white space around it is trimmed. Wins over `tokenFile`. */
  readonly token?: string | undefined
  /** Path of the token; a leading `~` is the home folder. Read at the first signature, and again whenever it changes. */
  readonly tokenFile?: string | undefined
  /** The key whose public half the token was issued for. Wins over `privateKeyFile`. */
  readonly privateKey?: PrivateKeyInput | undefined
  /** Path of a PEM file; a leading `~` is the home folder. With `tokenFile` it is read again whenever it changes. */
  readonly privateKeyFile?: string | undefined
  /** Ignored for a key that is not encrypted. */
  readonly passphrase?: string | undefined
  /** What `region()` yields. */
  readonly region?: string | undefined
}

/** A function, so that it can be left out of a bundle that has no use for it. */
const optionNames = (): OptionNames<SecurityTokenOptions> => ({
  token: 1,
  tokenFile: 1,
  privateKey: 1,
  privateKeyFile: 1,
  passphrase: 1,
  region: 1,
  ...SIGNER_OPTIONS,
})

/**
 * Signs requests with a session token, such as `oci session authenticate` writes. Given files, it reads token and key as a pair,
 * and again when they change, so that whoever renews the session need not tell it. It does not renew the token itself: when that
 * has expired, signing rejects with {@link SessionEndedError}.
 *
 * @throws {@link SessionEndedError} `ERR_SESSION_ENDED` from `sign` and `ready`, once the token has expired
 * @throws {@link SessionFilesError} `ERR_SESSION_FILES` from the same, when the files hold no token, or not one for this key
 * @example
 * ```ts
 * import { SecurityTokenSigner } from '@x/signer'
 * const signer = new SecurityTokenSigner({
 *   tokenFile: '~/.oci/sessions/DEFAULT/token',
 *   privateKeyFile: '~/.oci/sessions/DEFAULT/oci_api_key.pem',
 * })
 * await signer.ready() // rejects where the session is over
 * ```
 * @see docs/sources.md#session-token
 * @public
 */
export class SecurityTokenSigner extends PrincipalSignerBase {
  /**
   * @throws {@link InvalidTokenError} `ERR_INVALID_TOKEN` when the token is empty or has a line break inside
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the token or the key is missing, or an option is unknown
   */
  constructor(options: SecurityTokenOptions) {
    refuseUnlistedOptions(options, optionNames())
    const { token, tokenFile, region } = options
    if (typeof token !== 'string' && !tokenFile)
      throw argumentError('SecurityTokenSigner needs a token. Pass tokenFile, or the content of that file as token.')
    if ((options.privateKey ?? undefined) === undefined && !options.privateKeyFile)
      throw argumentError('SecurityTokenSigner needs a private key. Pass the key that the token was issued for.')
    const isGiven = typeof token === 'string'
    const read = isGiven ? readGiven(checkedToken(token), options) : readFiles(String(tokenFile), options)
    const source = isGiven ? 'session token' : 'session files'
    super({ principal: 'session', source, region: async () => region }, new ReadKeeper(read, standingOf), options)
  }
}

/** What the token says of its user. */
const standingOf: ConstructorParameters<typeof ReadKeeper>[1] = (current): KnownStanding => {
  const { tenant: tenancy, sub: user } = claimsOfKeyId(current?.keyId)?.texts ?? {}
  return { tenancy, user }
}

function checkedToken(given: string): string {
  const token = given.trim()
  if (/^[!#-[\]-~]+$/.test(token)) return token
  throw new InvalidTokenError(
    token === ''
      ? 'The session token is empty. Log in again, or check the token file.'
      : 'The session token has a line break or another character that cannot stand in a header. Check that the file holds one token and nothing else.',
  )
}

function readGiven(token: string, options: SecurityTokenOptions): ReadCredential {
  const expiresAt = parseTokenClaims(token)?.expiresAt
  const read = once(async () => {
    const { readKey } = await import('../key/resolve-key.ts')
    return createCredential({ keyId: `ST$${token}`, key: await readKey(options), expiresAt })
  })
  return async () => {
    const credential = await read()
    if (expiresAt !== undefined && (options.now ?? Date.now)() >= expiresAt)
      throw new SessionEndedError('expired', expiresAt)
    return credential
  }
}

function readFiles(tokenFile: string, options: SecurityTokenOptions): ReadCredential {
  const files = once(async () => {
    const { SessionFiles } = await import('./session-files.ts')
    return new SessionFiles(tokenFile, options)
  })
  return async (context) => (await files()).credential(context)
}
