// The login service: a page on which a user opens a session for the key of a client.
import type { ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { examineLogin, FORM_PATH, PAGE_PATH } from './examine-login.ts'
import { LoginSettings, type EmulatorLogin } from './login-settings.ts'
import { ShownPages } from './shown-pages.ts'

/** The login service of a running emulator. */
export interface LoginFace {
  /** The login service, whose page opens a session for a client. */
  readonly login: EmulatorLogin
}

export const login: ServiceRow<object, LoginFace> = {
  start: ({ tenancy, now }) => {
    const settings = new LoginSettings()
    const pages = new ShownPages(now)
    const parts = { tenancy, settings, pages }
    const resetSettings = putBack(settings, ['redirectUris', 'sessionSeconds', 'jwk', 'errors'])
    return {
      examine: (request) => examineLogin(parts, request),
      reset: () => {
        resetSettings()
        pages.reset()
      },
      tokenPaths: [FORM_PATH],
      pagePaths: [PAGE_PATH, FORM_PATH],
      environment: {
        session: ({ url }) => ({
          OCI_SESSION_LOGIN_ENDPOINT: url,
          OCI_SESSION_AUTH_ENDPOINT: url,
          OCI_SESSION_IDENTITY_ENDPOINT: url,
        }),
      },
      face: () => ({ login: settings }),
    }
  },
}
