// What the chain found, link by link, as data and as lines for a person.
import { CredentialUnavailableError } from '../../errors/credential-unavailable-error.ts'
import type { LinkName, LinkReport } from '../../errors/link-report.ts'
import type { Link } from './link.ts'

/** What {@link explainDefaultSigner} yields. @public */
export interface ChainReport {
  /** The link that `defaultSigner` would take, or stop at; `undefined` where none is set up. */
  readonly taken: LinkName | undefined
  /** In the order of the chain. */
  readonly links: readonly LinkReport[]
}

export const reportOf = (
  { name, lookedFor }: Link,
  { outcome, where, why }: Pick<LinkReport, 'outcome' | 'where' | 'why'>,
): LinkReport => ({ link: name, outcome, lookedFor, where, why })

/** No link has anything: the error tells of each what it looked for, where, and why it passed. */
export function nothingFound(links: readonly LinkReport[]): CredentialUnavailableError {
  const lines = links.map(({ link, lookedFor, where, why }) => `- ${link}: ${lookedFor}, in ${where}. ${why}`)
  return new CredentialUnavailableError(
    `No credential for OCI was found. Set up one of these:\n${lines.join('\n')}`,
    links,
  )
}
