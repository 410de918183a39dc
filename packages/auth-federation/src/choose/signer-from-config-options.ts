// What may be decided beside a configuration.
import type { Environment } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import type { Sharing } from '@x/signer/principal'

/** Options of {@link signerFromConfig}. @public */
export interface SignerFromConfigOptions extends SignerOptions {
  /** The variables of an instance principal. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Has the processes of a fleet take turns where they ask for tokens, see `@x/fleet`; an API key and a session of files ask nobody. @defaultValue each asks for itself */
  readonly sharing?: Sharing | undefined
}
