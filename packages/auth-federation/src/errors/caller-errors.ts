// What can be wrong with a caller of a server that acts for several.
import { errorJson } from '@x/kernel'

/**
 * Why there is no signer for a caller. `missing`: their token is empty; `malformed`: it is no JSON Web Token, or longer than any;
 * `no-expiry`: it does not say when it ends; `expired`: it has ended.
 *
 * @public
 */
export type CallerTokenReason = 'missing' | 'malformed' | 'no-expiry' | 'expired'

/** The token of a caller cannot stand for them, or not any more. @public */
export class CallerTokenError extends Error {
  override readonly name = 'CallerTokenError'
  readonly code = 'ERR_CALLER_TOKEN'
  readonly reason: CallerTokenReason

  constructor(reason: CallerTokenReason) {
    super(PROBLEMS[reason])
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const PROBLEMS: Readonly<Record<CallerTokenReason, string>> = {
  missing: 'The token of the caller is empty. Refuse a request that brings none, with 401.',
  malformed: 'The token of the caller is not a JSON Web Token. Pass what follows "Bearer" in the authorization header.',
  'no-expiry':
    'The token of the caller does not say when it ends, so that nobody could tell when to stop. Have its issuer set "exp".',
  expired: 'The token of the caller has ended. Answer with 401, so that they get a new one, or set the clock right.',
}

/** The signer of a caller made room for that of another. @public */
export class CallerEvictedError extends Error {
  override readonly name = 'CallerEvictedError'
  readonly code = 'ERR_CALLER_EVICTED'

  constructor(maxEntries: number) {
    super(
      `The signer of this caller made room for another: there are ${maxEntries} at most. Call signerFor for each request and keep no signer, or raise maxEntries.`,
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}
