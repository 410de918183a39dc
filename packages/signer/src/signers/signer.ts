// The signer of an API key: a user, the key they uploaded, and its fingerprint.
import { argumentError, authenticationTypeOf, once, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import { PrincipalSignerBase } from '../principal/principal-signer.ts'
import { ReadKeeper } from '../principal/read-keeper.ts'
import { createCredential, type Credential } from '../credential.ts'
import type { PrivateKeyInput } from '../key/private-key-input.ts'
import { SIGNER_OPTIONS, type SignerOptions } from '../signing/options/signer-options.ts'

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

/** A function, so that it can be left out of a bundle that has no use for it. */
const optionNames = (): OptionNames<ApiKeyOptions> => ({
  tenancy: 1,
  user: 1,
  fingerprint: 1,
  privateKey: 1,
  privateKeyFile: 1,
  passphrase: 1,
  checkFingerprint: 1,
  region: 1,
  ...SIGNER_OPTIONS,
})

/** The members of a configuration profile that {@link Signer.fromConfig} reads; a plain object will do. @public */
export interface SignerConfig {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly fingerprint?: string | undefined
  readonly keyFile?: string | undefined
  readonly keyContent?: string | undefined
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
  /** Only `api_key` is for {@link Signer}; `signerFromConfig` of `@x/auth-federation` finds the signer of another. */
  readonly authenticationType?: string | undefined
  /** A token of its own makes the profile a session. */
  readonly securityTokenFile?: string | undefined
  /** The name of the profile, and where its values stand: a token that is inherited from `[DEFAULT]` makes no session of an API key. */
  readonly profile?: string | undefined
  origin?(name: string): unknown
}

/**
 * Signs requests as a user, with an API key. It does nothing until the first signature or `ready()`: a key that cannot be read fails
 * there, and is tried again by the next one. There is nothing to renew: a refused request is not sent again.
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
export class Signer extends PrincipalSignerBase {
  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` when tenancy, user, fingerprint or the key is missing, or an option is unknown
   */
  constructor(options: ApiKeyOptions) {
    refuseUnlistedOptions(options, optionNames())
    const { tenancy, user, fingerprint, region } = options
    for (const [name, value] of Object.entries({ tenancy, user, fingerprint })) {
      if (typeof value !== 'string' || value === '')
        throw argumentError(`Signer needs ${name}. Pass it, or read it with loadConfig from a profile that has it.`)
    }
    if ((options.privateKey ?? undefined) === undefined && !options.privateKeyFile)
      throw argumentError('Signer needs a private key. Pass privateKey or privateKeyFile.')
    const read = once(async (): Promise<Credential> => {
      const { readKey } = await import('../key/resolve-key.ts')
      const key = await readKey(options)
      if (options.checkFingerprint) {
        const { assertFingerprint } = await import('../key/assert-fingerprint.ts')
        await assertFingerprint(options.privateKey, key, fingerprint)
      }
      return createCredential({ keyId: `${tenancy}/${user}/${fingerprint}`, key })
    })
    const keeper = new ReadKeeper(read, () => ({ tenancy, user }))
    super({ principal: 'user', source: 'API key', region: async () => region }, keeper, options)
  }

  /**
   * A signer from a profile, as `loadConfig` of `@x/config` yields it or as a plain object.
   *
   * @param overrides - any option of the constructor, before what the profile says
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the profile lacks a member, or is no API key: it names `signerFromConfig`; and for an
   * override that is no option of the constructor
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
}

/** Who names a user beside the profile means an API key, unless the profile says otherwise itself. */
function assertApiKey(config: SignerConfig, { user }: Partial<ApiKeyOptions>): void {
  const { authenticationType = 'api_key' } = config
  if ((user === undefined ? authenticationTypeOf(config) : authenticationType) === 'api_key') return
  throw argumentError(
    'The profile means another credential than an API key. Pass it to signerFromConfig of @x/auth-federation, which finds the signer of every profile.',
  )
}
