// What may be said to the chain of credentials; it finds the rest by itself.
import type { Environment, Kinds } from '@x/kernel'
import type { InstanceMetadata } from '@x/cert-retrievers'
import type { OciConfigInput } from '@x/config'
import type { SignerOptions } from '@x/signer'
import type { Sharing } from '@x/signer/principal'

/** Options of {@link defaultSigner} and {@link explainDefaultSigner}; every member is optional. @public */
export interface DefaultSignerOptions extends SignerOptions {
  /** A configuration to take before anything else, as {@link signerFromConfig} takes it; not with `file` or `profile`. */
  readonly config?: OciConfigInput | undefined
  /** A configuration file to take before anything else; one that is missing stops the chain. */
  readonly file?: string | undefined
  /** A profile to take before anything else; one that is missing stops the chain. */
  readonly profile?: string | undefined
  /** Let the variables of OCI's CLI count: `OCI_CLI_AUTH`, `OCI_CLI_PROFILE`, `OCI_CLI_USER` and so on. @defaultValue false */
  readonly cliEnv?: boolean | undefined
  /** Port of the service in an OKE cluster that gives tokens to pods. @defaultValue `KUBERNETES_SERVICE_PORT_PROXYMUX`, else 12250 */
  readonly proxymuxPort?: number | undefined
  /** The metadata service to ask whether this is an instance. @defaultValue one that is given two seconds to answer */
  readonly metadata?: InstanceMetadata | undefined
  /** The variables that are looked at. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Has the processes of a fleet take turns where they ask for tokens, see `@x/fleet`; an API key and a session of files ask nobody. @defaultValue each asks for itself */
  readonly sharing?: Sharing | undefined
  /** Ends the search. */
  readonly signal?: AbortSignal | undefined
}

/** What they have to be: one of the wrong kind must not be told by a link that happens to look at it first. */
export const DEFAULT_SIGNER_OPTIONS: Kinds<DefaultSignerOptions> = {
  config: 'anything',
  file: 'a string',
  profile: 'a string',
  cliEnv: 'true or false',
  proxymuxPort: 'a number',
  metadata: 'an object',
  env: 'an object',
  sharing: 'an object',
  signal: 'an AbortSignal',
  now: 'a function',
  genericHeaders: 'anything',
  bodyHeaders: 'anything',
  requireHost: 'anything',
  onlyHosts: 'anything',
  maxBufferBytes: 'anything',
}
