// A login with a browser did not come about, or an answer of it was not taken.
import { errorJson } from '@x/kernel'

/**
 * What ends a login. `denied`: the user, or the identity provider, said no; `refused-by-service`: the login service told another error;
 * `timeout`: nobody logged in in time; `port-in-use`, `cannot-listen`: the browser could not be received, nothing was opened;
 * `browser-failed`: `openBrowser` failed; `no-region`: a login without a region, and the service did not tell the home region; `over`: an
 * address was pasted after the end.
 *
 * What makes an answer be discarded, while the login goes on. `no-answer`: an address or text without one; `not-a-token`: no token that
 * a session could use; `expired`: one that is over by this machine's clock; `foreign-token`: one for another key; `wrong-nonce`: the
 * answer of another login; `unexpected-tenancy`: not of `expectedTenancy`.
 *
 * @public
 */
export type LoginReason =
  | 'denied'
  | 'refused-by-service'
  | 'timeout'
  | 'port-in-use'
  | 'cannot-listen'
  | 'browser-failed'
  | 'no-region'
  | 'over'
  | DiscardReason

/** See {@link LoginReason}. @public */
export type DiscardReason =
  'no-answer' | 'not-a-token' | 'expired' | 'foreign-token' | 'wrong-nonce' | 'unexpected-tenancy'

/** A login with a browser ended without a session, or an answer of it was not taken. Nothing was written. @public */
export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly code = 'ERR_LOGIN'
  readonly reason: LoginReason

  /** @param details - `about` stands where the sentence of the reason has `%s`; never secret */
  constructor(reason: LoginReason, details: ErrorOptions & { readonly about?: string } = {}) {
    const { about = '', ...options } = details
    super(
      SENTENCES[reason].replace('%s', () => about),
      options,
    )
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const SENTENCES: Readonly<Record<LoginReason, string>> = {
  denied: 'The login was denied%s. Begin again, and let the user sign in.',
  'refused-by-service':
    'The login service refused%s. Check region, tenancyName and identityProviderName, then begin again.',
  timeout: 'Nobody logged in within %s. Begin again, with a longer timeoutMs where a person needs more time.',
  'port-in-use':
    'Another program, perhaps another login, listens at %s. End it, or pass listen: false and paste the address that the browser ends at.',
  'cannot-listen':
    'This machine does not let a program listen at %s. Correct listen, or pass listen: false and paste the address that the browser ends at.',
  'browser-failed':
    'The browser could not be opened. Leave out openBrowser, and show the url that onPending gets to the user.',
  'no-region': 'The login service did not tell the home region of the user. Pass region.',
  over: 'The login is over, so that no answer is taken any more. Begin again.',
  'no-answer':
    'There is no answer of a login in the address. Copy all of the address that the browser ends at, with what follows "#".',
  'not-a-token': 'What the browser brought is no token of a session. Log in again from the same address.',
  expired:
    'The token that the browser brought is over by the clock of this machine. Set the clock, then log in again from the same address.',
  'foreign-token':
    'The token that the browser brought is for the key of another login. Log in from the address of this one.',
  'wrong-nonce': 'What the browser brought is the answer of another login. Log in from the address of this one.',
  'unexpected-tenancy':
    'The login is for the tenancy %s, which is not the expected one. Log in again from the same address, with a user of that tenancy.',
}

const DISCARDS: ReadonlySet<LoginReason> = new Set<DiscardReason>([
  'no-answer',
  'not-a-token',
  'expired',
  'foreign-token',
  'wrong-nonce',
  'unexpected-tenancy',
])

/** Whether the login goes on after it. */
export const isDiscard = (error: unknown): error is LoginError =>
  error instanceof LoginError && DISCARDS.has(error.reason)
