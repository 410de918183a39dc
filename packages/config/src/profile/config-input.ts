// The shape of a configuration as a caller may write it down: every package accepts this plain object.

/**
 * A configuration as a plain object; every place that takes a configuration takes this.
 *
 * @example
 * ```ts
 * import type { OciConfigInput } from '@x/config'
 *
 * const config: OciConfigInput = { tenancy: 'ocid1.tenancy.oc1..a', region: 'phx', keyFile: '~/.oci/key.pem' }
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/sdkconfig.htm
 * @public
 */
export interface OciConfigInput {
  /** OCID of the tenancy; `tenancy` in a file. */
  readonly tenancy?: string | undefined
  /** OCID of the user; `user` in a file. */
  readonly user?: string | undefined
  /** MD5 fingerprint of the API key, 16 lower-case hex pairs joined by `:`; `fingerprint` in a file. */
  readonly fingerprint?: string | undefined
  /** Region identifier or code, e.g. `us-phoenix-1` or `phx`; `region` in a file. */
  readonly region?: string | undefined
  /** Path of the private key; `key_file` in a file. */
  readonly keyFile?: string | undefined
  /** The private key itself, PEM. Wins over `keyFile`; refused in a file. */
  readonly keyContent?: string | undefined
  /** Passphrase of the private key; `pass_phrase` in a file. */
  readonly passphrase?: string | undefined
  /** Path of a session token; `security_token_file` in a file. */
  readonly securityTokenFile?: string | undefined
  /** Path of a delegation token; `delegation_token_file` in a file. */
  readonly delegationTokenFile?: string | undefined
  /** How to authenticate; `authentication_type` in a file. Absent: an API key, or the session token where there is no user. */
  readonly authenticationType?: string | undefined
  /** Whether requests are to be logged; `log_requests` in a file. */
  readonly logRequests?: boolean | undefined
  /** Appended to the User-Agent header; `additional_user_agent` in a file. */
  readonly additionalUserAgent?: string | undefined
}
