// The scoped exchange of the auth service, which gives any principal a token for one scope.
import type { ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { examineOauth, OAUTH_PATH } from './examine-oauth.ts'
import { OauthSettings, type EmulatorOauth } from './oauth-settings.ts'

/** The scoped exchange of a running emulator. */
export interface OauthFace {
  /** The scoped exchange, which gives any principal a token for one scope. */
  readonly oauth: EmulatorOauth
}

export const oauth: ServiceRow<object, OauthFace> = {
  start: ({ tenancy }) => {
    const settings = new OauthSettings()
    return {
      examine: (request) => examineOauth(tenancy, settings, request),
      reset: putBack(settings, ['lifetimeSeconds']),
      tokenPaths: [OAUTH_PATH],
      face: () => ({ oauth: settings }),
    }
  },
}
