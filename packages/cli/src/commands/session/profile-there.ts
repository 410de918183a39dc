// What stands under the name that a session is to have.
import { SessionProfileError, validateSession, type SessionStatus } from '@x/session'
import type { Terminal } from '../../terminal.ts'

/** `no-file`: there is no configuration file yet; `other`: a profile that is no session, such as an API key. */
export type ProfileThere =
  { readonly kind: 'no-file' | 'free' | 'other' } | { readonly kind: 'session'; readonly status: SessionStatus }

interface Place {
  readonly profile: string
  readonly configFile: string | undefined
}

/** @throws SessionProfileError `ERR_SESSION_PROFILE` `invalid-name`, and the errors of a file that cannot be read */
export async function profileThere({ profile, configFile }: Place, terminal: Terminal): Promise<ProfileThere> {
  const { env, homeDirectory, now } = terminal
  try {
    return {
      kind: 'session',
      status: await validateSession({ profile, configFile, env, homeDirectory, now, local: true }),
    }
  } catch (error) {
    const kind = error instanceof SessionProfileError ? KINDS.get(error.reason) : undefined
    if (kind === undefined) throw error
    return { kind }
  }
}

const KINDS = new Map<SessionProfileError['reason'], 'no-file' | 'free' | 'other'>([
  ['no-file', 'no-file'],
  ['not-found', 'free'],
  ['no-session', 'other'],
])
