// What a link of the chain of credentials tells of itself.

/** The links of the chain, in their order. @public */
export type LinkName =
  | 'explicit'
  | 'environment'
  | 'token-exchange'
  | 'resource-principal'
  | 'oke-workload'
  | 'config-profile'
  | 'instance-principal'

/**
 * What one link found. `absent`: nothing is set up there, the chain goes on. `configured`: something is, and would be tried.
 * `broken`: something is, and cannot be used as it stands.
 *
 * @public
 */
export interface LinkReport {
  readonly link: LinkName
  readonly outcome: 'absent' | 'configured' | 'broken'
  /** What it looked for. */
  readonly lookedFor: string
  /** Where it looked. */
  readonly where: string
  /** What it found, or why it passes, in a sentence; never a secret. */
  readonly why: string
  /** Of a link that is broken: what `defaultSigner` would reject with. */
  readonly error?: unknown
}
