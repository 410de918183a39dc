// Which names a session may have: its folder is called by it.
import { SessionProfileError } from '../errors/session-profile-error.ts'

/**
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `invalid-name`
 * @see docs/sources.md#session-files
 */
export function assertSessionName(profile: unknown): asserts profile is string {
  const fits = typeof profile === 'string' && /^[\w.@-]{1,255}$/.test(profile) && !/^\.\.?$/.test(profile)
  if (!fits) throw new SessionProfileError('invalid-name', String(profile))
}
