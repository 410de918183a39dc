// What can go wrong between a principal and its token, each as something a caller can branch on.
import { errorJson } from '@x/kernel'

/** What is needed is not there: options, or variables of the environment. @public */
export class MissingInputError extends Error {
  override readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  /** All that is missing. */
  readonly names: readonly string[]
  /** @param verb - what is to be done with what is missing */
  constructor(what: string, names: readonly string[], verb: 'Pass' | 'Set' = 'Pass') {
    super(`${what} lacks ${names.join(', ')}. ${verb} ${names.length > 1 ? 'them' : 'it'}.`)
    this.names = names
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The tenancy in the certificate is not the one that the federation client was made for. @public */
export class TenancyChangedError extends Error {
  override readonly name = 'TenancyChangedError'
  readonly code = 'ERR_TENANCY_CHANGED'
  readonly before: string
  readonly after: string
  constructor(before: string, after: string) {
    super(
      `The certificate belongs to the tenancy ${after}, not to ${before}. Check which certificate is used, or give a purpose where the two may differ.`,
    )
    this.before = before
    this.after = after
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** A delegation token that is missing or cannot stand in a header. @public */
export class InvalidDelegationTokenError extends Error {
  override readonly name = 'InvalidDelegationTokenError'
  readonly code = 'ERR_INVALID_DELEGATION_TOKEN'

  toJSON(): object {
    return errorJson(this)
  }
}
