// What can be wrong with the token that is to be exchanged.
import { errorJson } from '@x/kernel'

/**
 * Why a subject token cannot be exchanged. `missing`: there is none, or an empty one; `malformed`: it has a character that no token
 * has, such as a line break; `expired`: it has ended; `unreadable`: its file could not be read; `refused`: who gives it out has
 * answered with another status than 2xx; `ambiguous`: the environment names several.
 *
 * @public
 */
export type SubjectTokenReason = 'missing' | 'malformed' | 'expired' | 'unreadable' | 'refused' | 'ambiguous'

/** There is no token that could be exchanged. @public */
export class SubjectTokenError extends Error {
  override readonly name = 'SubjectTokenError'
  readonly code = 'ERR_SUBJECT_TOKEN'
  readonly reason: SubjectTokenReason
  /** Of `refused`: the HTTP status. */
  readonly status: number | undefined

  constructor(reason: SubjectTokenReason, message: string, options: ErrorOptions & { readonly status?: number } = {}) {
    const { status, ...others } = options
    super(message, others)
    this.reason = reason
    this.status = status
  }

  toJSON(): object {
    return errorJson(this)
  }
}
