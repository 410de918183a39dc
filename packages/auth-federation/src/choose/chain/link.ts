// One link of the chain: a place where a credential may be set up. It looks, and says what it found.
import type { Environment } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import type { PrincipalSigner } from '@x/signer/principal'
import type { LinkName } from '../../errors/link-report.ts'
import type { DefaultSignerOptions } from './default-signer-options.ts'

/** What a link looks at. */
export interface ChainContext {
  readonly options: DefaultSignerOptions
  readonly env: Environment
  /** What every signer is made with. */
  readonly signing: SignerOptions & Pick<DefaultSignerOptions, 'sharing'>
  readonly signal: AbortSignal | undefined
}

/** Nothing is set up here: the chain goes on. */
export interface Absent {
  readonly outcome: 'absent'
  /** Where the link has looked. */
  readonly where: string
  /** Why it passes. */
  readonly why: string
}

/** Something is set up here: the chain ends, whether it works or not. */
export interface Configured {
  readonly outcome: 'configured'
  readonly where: string
  /** What was found. */
  readonly why: string
  /** Makes the signer of it, without asking anybody for a token. */
  readonly make: () => PrincipalSigner | Promise<PrincipalSigner>
}

export interface Link {
  readonly name: LinkName
  /** What it looks for, as a part of a sentence. */
  readonly lookedFor: string
  /** Where it looks, for what is set up there and broken. */
  readonly place: string
  /** @throws the error of what is set up and broken */
  readonly look: (context: ChainContext) => Absent | Configured | Promise<Absent | Configured>
}

export const absent = (where: string, why: string): Absent => ({ outcome: 'absent', where, why })

export const configured = (where: string, why: string, make: Configured['make']): Configured => ({
  outcome: 'configured',
  where,
  why,
  make,
})
