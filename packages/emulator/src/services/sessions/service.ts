// The part of the auth service that renews the tokens of sessions.
import type { ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { examineRefresh, REFRESH_PATH } from './examine-refresh.ts'
import { SessionSettings, type EmulatorSessions } from './session-settings.ts'

/** The sessions of a running emulator. */
export interface SessionsFace {
  /** The sessions of users: how they are renewed, and how one is ended. */
  readonly sessions: EmulatorSessions
}

export const sessions: ServiceRow<object, SessionsFace> = {
  start: ({ tenancy }) => {
    const settings = new SessionSettings(tenancy.tokens)
    return {
      examine: (request) => examineRefresh({ tenancy, settings }, request),
      reset: putBack(settings, ['renewal']),
      tokenPaths: [REFRESH_PATH],
      face: () => ({ sessions: settings }),
    }
  },
}
