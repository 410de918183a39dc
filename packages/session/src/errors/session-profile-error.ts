// What can be wrong with the profile of a session.
import { errorJson } from '@x/kernel'

/**
 * `invalid-name`: no profile may be called so; `no-file`: there is no configuration file; `not-found`: the file has no such profile;
 * `no-session`: the profile is no session of its own, though it may inherit a token from `[DEFAULT]`; `exists`: there is one of this name
 * already; `no-key`: it names no private key, or one that is to be filled in by hand.
 *
 * @public
 */
export type SessionProfileReason = 'invalid-name' | 'no-file' | 'not-found' | 'no-session' | 'exists' | 'no-key'

/** The profile cannot be used for what was asked; nothing was changed. @public */
export class SessionProfileError extends Error {
  override readonly name = 'SessionProfileError'
  readonly code = 'ERR_SESSION_PROFILE'
  readonly reason: SessionProfileReason
  readonly profile: string

  constructor(reason: SessionProfileReason, profile: string, options?: ErrorOptions) {
    const shown = JSON.stringify(profile.slice(0, 80))
    super(
      SENTENCES[reason].replace('%s', () => shown),
      options,
    )
    this.reason = reason
    this.profile = profile
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const SENTENCES: Readonly<Record<SessionProfileReason, string>> = {
  'invalid-name': '%s cannot be the name of a session. Use letters, digits, ".", "_", "-" and "@".',
  'no-file': 'There is no configuration file with the profile %s. Open a session, or pass configFile.',
  'not-found': 'There is no profile %s in the configuration file. Open a session of this name, or correct the name.',
  'no-session':
    'The profile %s has no security_token_file of its own, so that it is no session. Name the profile of a session.',
  exists: 'There is a profile %s already. Choose another name, or pass overwrite: true to replace its session.',
  'no-key': 'The profile %s names no private key that could sign. Set its key_file to the key of the session.',
}
