// A credential that is not there: nobody has set it up, which is no fault of its own.
import { errorJson } from '@x/kernel'
import type { LinkReport } from './link-report.ts'

/** What this credential would be made of is not set here. A chain of credentials goes on to the next. @public */
export class CredentialUnavailableError extends Error {
  override readonly name = 'CredentialUnavailableError'
  readonly code = 'ERR_CREDENTIAL_UNAVAILABLE'
  /** Of `defaultSigner`: what each link looked for, where, and why it passed. */
  readonly links: readonly LinkReport[] | undefined

  constructor(message: string, links?: readonly LinkReport[]) {
    super(message)
    this.links = links
  }

  toJSON(): object {
    return errorJson(this)
  }
}
