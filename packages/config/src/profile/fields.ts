// The table of configuration fields: member name, key in a file, environment variables. Nothing below switches on a name.
import type { OciConfigInput } from './config-input.ts'

/** Name of a configuration field, as a member of {@link OciConfigInput}. */
export type FieldName = keyof OciConfigInput

/** One row of the table. */
export interface Field {
  readonly name: FieldName
  /** Keys in a file; the first that is present counts. */
  readonly keys: readonly [string, ...string[]]
  /** The CLI's variable, read on request. */
  readonly cli?: string
  /** Terraform's variable without its prefix, read on request. */
  readonly terraform?: string
  /** A path: `~` is expanded. */
  readonly path?: true
}

export const FIELDS: readonly Field[] = [
  { name: 'tenancy', keys: ['tenancy'], cli: 'OCI_CLI_TENANCY', terraform: 'tenancy_ocid' },
  { name: 'user', keys: ['user'], cli: 'OCI_CLI_USER', terraform: 'user_ocid' },
  { name: 'fingerprint', keys: ['fingerprint'], cli: 'OCI_CLI_FINGERPRINT', terraform: 'fingerprint' },
  { name: 'region', keys: ['region'], cli: 'OCI_CLI_REGION', terraform: 'region' },
  { name: 'keyFile', keys: ['key_file'], cli: 'OCI_CLI_KEY_FILE', terraform: 'private_key_path', path: true },
  { name: 'keyContent', keys: ['key_content'], cli: 'OCI_CLI_KEY_CONTENT' },
  { name: 'passphrase', keys: ['pass_phrase', 'passphrase'], cli: 'OCI_CLI_PASSPHRASE' },
  {
    name: 'securityTokenFile',
    keys: ['security_token_file'],
    cli: 'OCI_CLI_SECURITY_TOKEN_FILE',
    path: true,
  },
  {
    name: 'delegationTokenFile',
    keys: ['delegation_token_file'],
    cli: 'OCI_CLI_DELEGATION_TOKEN_FILE',
    path: true,
  },
  { name: 'authenticationType', keys: ['authentication_type'], cli: 'OCI_CLI_AUTH' },
  { name: 'logRequests', keys: ['log_requests'] },
  { name: 'additionalUserAgent', keys: ['additional_user_agent'] },
]

/** Variables of the CLI that are no field of a configuration; they land in `raw`. */
export const CLI_EXTRAS: ReadonlyMap<string, string> = new Map([
  ['OCI_CLI_ENDPOINT', 'endpoint'],
  ['OCI_CLI_CERT_BUNDLE', 'cert_bundle'],
  ['OCI_CLI_FEDERATION_ENDPOINT', 'federation_endpoint'],
])

/** The row for a member name (`keyFile`) or a file key (`key_file`). */
export function findField(name: string): Field | undefined {
  return FIELDS.find((field) => field.name === name || field.keys.includes(name))
}

/** How the field is called in a file; a name that is no field is its own key. */
export function fileKeyOf(name: string): string {
  return findField(name)?.keys[0] ?? name
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['yes', true],
  ['true', true],
  ['on', true],
  ['0', false],
  ['no', false],
  ['false', false],
  ['off', false],
])

/** `1/yes/true/on` and `0/no/false/off` in any case; `undefined` for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  return BOOLEANS.get(text.trim().toLowerCase())
}
