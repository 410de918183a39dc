// What may be decided beside a configuration.
import type { Environment } from '@x/kernel'
import type { SignerOptions } from '@x/signer'

/** Options of {@link signerFromConfig}. @public */
export interface SignerFromConfigOptions extends SignerOptions {
  /** The variables of an instance principal. @defaultValue process.env */
  readonly env?: Environment | undefined
}
