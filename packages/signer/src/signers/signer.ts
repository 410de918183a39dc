// The signer of an API key: a user, the key they uploaded, and its fingerprint.
import { argumentError, once } from '@x/kernel'
import { createSigner, type SignerOptions } from '../signing/create-signer.ts'
import { createCredential, type Credential } from '../credential.ts'
import { FingerprintMismatchError } from '../errors/errors.ts'
import { publicKeyFingerprint } from '../key/public-key-fingerprint.ts'
import { loadPrivateKeyFromFile } from '../key/load-private-key.ts'
import type { PrivateKeyInput } from '../key/private-key-input.ts'
import type { RequestSigner, SignableRequest, SignedRequest, SignOptions } from '../request.ts'
import type { SigningKey } from '../signing-key.ts'

/** What {@link Signer} needs. @public */
export interface ApiKeyOptions extends SignerOptions {
  /** OCID of the tenancy. */
  readonly tenancy: string
  /** OCID of the user. */
  readonly user: string
  /** Of the uploaded public key, e.g. `20:3b:97:…`. */
  readonly fingerprint: string
  /** The key itself; wins over `privateKeyFile`. */
  readonly privateKey?: PrivateKeyInput | undefined
  /** Path of a PEM file; a leading `~` is the home folder. Read at the first signature. */
  readonly privateKeyFile?: string | undefined
  /** Ignored for a key that is not encrypted. */
  readonly passphrase?: string | undefined
  /** Refuses a key whose fingerprint is not `fingerprint`, at the first signature. @defaultValue false */
  readonly checkFingerprint?: boolean | undefined
  /** What `region()` yields. */
  readonly region?: string | undefined
}

/** The members of a configuration profile that {@link Signer.fromConfig} reads; a plain object will do. @public */
export interface SignerConfig {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly fingerprint?: string | undefined
  readonly keyFile?: string | undefined
  readonly keyContent?: string | undefined
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
  /** Only `api_key` is for {@link Signer}; the error for another names what signs with it. */
  readonly authenticationType?: string | undefined
  /** Without a `user` it makes the profile a session, which {@link SecurityTokenSigner} signs for. */
  readonly securityTokenFile?: string | undefined
}

/**
 * Signs requests as a user, with an API key. It does nothing until the first signature: a key that cannot be read fails there,
 * and is tried again by the next one.
 *
 * @example
 * ```ts
 * import { Signer } from '@x/signer'
 * const signer = new Signer({
 *   tenancy: 'ocid1.tenancy.oc1..aaaa',
 *   user: 'ocid1.user.oc1..bbbb',
 *   fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
 *   privateKeyFile: '~/.oci/oci_api_key.pem',
 * })
 * const signed = await signer.sign({ method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' })
 * const response = await fetch(signed.url, signed)
 * ```
 * @see docs/sources.md#api-key
 * @public
 */
export class Signer implements RequestSigner {
  readonly #signer: RequestSigner
  readonly #region: string | undefined

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` when tenancy, user, fingerprint or the key is missing
   */
  constructor(options: ApiKeyOptions) {
    const { tenancy, user, fingerprint, region } = options
    for (const [name, value] of Object.entries({ tenancy, user, fingerprint })) {
      if (typeof value !== 'string' || value === '')
        throw argumentError(`Signer needs ${name}. Pass it, or read it with loadConfig from a profile that has it.`)
    }
    if ((options.privateKey ?? undefined) === undefined && !options.privateKeyFile)
      throw argumentError('Signer needs a private key. Pass privateKey or privateKeyFile.')
    this.#region = region
    const credential = once(async (): Promise<Credential> => {
      const key = await readKey(options)
      if (options.checkFingerprint) await assertFingerprint(exportableOf(options.privateKey) ?? key, fingerprint)
      return createCredential({ keyId: `${tenancy}/${user}/${fingerprint}`, key })
    })
    const { sign } = createSigner(credential, options)
    this.#signer = { sign }
  }

  /**
   * A signer from a profile, as `loadConfig` of `@x/config` yields it or as a plain object.
   *
   * @param overrides - any option of the constructor, before what the profile says
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the profile lacks a member, or is no API key: it names what signs with it
   */
  static fromConfig(config: SignerConfig, overrides: Partial<ApiKeyOptions> = {}): Signer {
    assertApiKey(config, overrides)
    const { tenancy = '', user = '', fingerprint = '', keyContent, keyFile, passphrase, region } = config
    return new Signer({
      tenancy,
      user,
      fingerprint,
      privateKey: keyContent || undefined,
      privateKeyFile: keyFile,
      passphrase,
      region,
      ...overrides,
    })
  }

  /** {@inheritDoc RequestSigner.sign} */
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest> {
    return this.#signer.sign(request, options)
  }

  /** The region of the profile, where there was one. */
  async region(): Promise<string | undefined> {
    return this.#region
  }
}

/** What a profile means is decided as `authenticationTypeOf` of `@x/config` does. */
function assertApiKey(config: SignerConfig, { user }: Partial<ApiKeyOptions>): void {
  const { authenticationType, securityTokenFile } = config
  const isSession = (securityTokenFile ?? undefined) !== undefined && (user ?? config.user ?? undefined) === undefined
  const type = authenticationType ?? (isSession ? 'security_token' : 'api_key')
  if (type === 'api_key') return
  throw argumentError(
    type === 'security_token'
      ? "The profile is a session: it has a token, not a user's API key. Sign with new SecurityTokenSigner({ token, privateKey }): the content of its security_token_file, and the key in its key_file."
      : 'The authentication_type of the profile is no API key. Sign with the signer of that principal, such as InstancePrincipalsSecurityTokenSigner of @x/auth-federation.',
  )
}

async function readKey({ privateKey, privateKeyFile, passphrase }: ApiKeyOptions): Promise<SigningKey> {
  if (privateKey === undefined || privateKey === null) return loadPrivateKeyFromFile(String(privateKeyFile), passphrase)
  const { resolveKey } = await import('../key/resolve-key.ts')
  return resolveKey(privateKey, passphrase)
}

/** A key object tells its public half, what signs in its name does not. */
const exportableOf = (key: PrivateKeyInput | undefined): unknown =>
  typeof key === 'object' && !ArrayBuffer.isView(key) ? key : undefined

async function assertFingerprint(key: unknown, expected: string): Promise<void> {
  const actual = await publicKeyFingerprint(key as Parameters<typeof publicKeyFingerprint>[0])
  if (actual !== expected.toLowerCase()) {
    throw new FingerprintMismatchError(
      `The private key has the fingerprint ${actual}, not the one given. Use the key that was uploaded for this fingerprint, or its own fingerprint.`,
    )
  }
}
