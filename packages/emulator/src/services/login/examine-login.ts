// Judges requests to the login service: shows the page, takes its form, and sends the browser back with tokens.
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import type { Answer } from '../../frame/service/answer.ts'
import { UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import { parseForm, type Form } from '../../frame/service/form.ts'
import { issueWithFault } from '../../frame/service/token-answer.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { REJECTION_REASONS } from '../../proof/verdict/reasons.ts'
import { regionKey } from '../../tenancy/regions.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { errorRedirect, failurePage, formAnswer, redirectAnswer, refusedLogin } from './login-answers.ts'
import type { LoginForm } from './login-page.ts'
import type { LoginSettings } from './login-settings.ts'
import { CLIENT_ID, parseAuthorize, type LoginRequest } from './parse-authorize.ts'
import type { ShownPages } from './shown-pages.ts'

/** What clients open in a browser. */
export const PAGE_PATH = '/v1/oauth2/authorize'
/** Where the page sends its form. */
export const FORM_PATH = '/v1/oauth2/login'

/** What the login service decides by. */
export interface LoginParts {
  readonly tenancy: Tenancy
  readonly settings: LoginSettings
  readonly pages: ShownPages
}

/** Many times what a form of the page can hold. */
const MAX_FORM_BYTES = 16 * 1024

/** `undefined` when the request is for another service. */
export function examineLogin(parts: LoginParts, request: ReceivedRequest): Examined | undefined {
  const path = pathOf(request.target)
  if (path !== PAGE_PATH && path !== FORM_PATH) return undefined
  const methods = path === PAGE_PATH ? ['GET', 'HEAD'] : ['POST']
  if (!methods.includes(request.method)) return failurePage(405, 'login-wrong-method')
  return path === PAGE_PATH ? examinePage(parts, request) : examineForm(parts, request)
}

function examinePage(parts: LoginParts, request: ReceivedRequest): Examined {
  const { settings, tenancy } = parts
  const login = parseAuthorize(request, settings, tenancy.names)
  if (!('reason' in login)) {
    return { judgement: UNSIGNED_ACCEPTED, respond: () => formAnswer(formOf(parts, login)) }
  }
  const { reason, redirectUri } = login
  const isTold = settings.errors === 'redirect' && redirectUri !== undefined
  return isTold ? errorRedirect(redirectUri, reason) : failurePage(400, reason)
}

function examineForm(parts: LoginParts, request: ReceivedRequest): Examined {
  const { pages, settings } = parts
  if (request.body.length > MAX_FORM_BYTES) return failurePage(413, 'malformed-login-form')
  const form = parseForm(request)
  const decision = form?.get('decision')
  if (form === undefined || (decision !== 'sign-in' && decision !== 'deny'))
    return failurePage(400, 'malformed-login-form')
  const login = pages.take(form.get('page') ?? '')
  if (login === undefined) return failurePage(400, 'login-page-used')
  if (decision === 'deny') return errorRedirect(login.redirectUri, 'login-denied')
  const { user } = parts.tenancy.names
  return isFirstUser(form, settings)
    ? { judgement: { ...UNSIGNED_ACCEPTED, user }, respond: (fault) => openSession(parts, login, fault) }
    : wrongPassword(parts, login, form.get('user_name') ?? '')
}

const isFirstUser = (form: Form, { userName, password }: LoginSettings): boolean =>
  form.get('user_name') === userName && form.get('password') === password

/** The page once more, with another value: the one before is used up. */
function wrongPassword(parts: LoginParts, login: LoginRequest, userName: string): Examined {
  const failed = { userName, explanation: REJECTION_REASONS['wrong-password'] }
  return {
    judgement: refusedLogin('wrong-password'),
    respond: () => formAnswer({ ...formOf(parts, login), failed }),
  }
}

const formOf = ({ settings, pages }: LoginParts, login: LoginRequest): LoginForm => ({
  action: FORM_PATH,
  page: pages.add(login),
  tenancyName: settings.tenancyName,
  identityProvider: login.identityProvider,
  redirectUri: login.redirectUri,
})

async function openSession(parts: LoginParts, login: LoginRequest, fault: TokenFault | undefined): Promise<Answer> {
  const { tokens, sessions, names } = parts.tenancy
  const { sessionSeconds, jwk: namesKey } = parts.settings
  const { publicKey, redirectUri } = login
  const endsAtSeconds = sessions.nowSeconds + sessionSeconds
  const asked = sessions.nextToken({ owner: names, publicKey, endsAtSeconds, namesKey })
  tokens.rememberAsked({ kind: 'session', tenancy: names.tenancy, user: names.user }, publicKey)
  const token = await issueWithFault(tokens, asked, fault)
  return redirectAnswer(redirectUri, {
    ...(token !== undefined && { security_token: token }),
    id_token: await identityOf(parts.tenancy, login, asked.lifetimeSeconds),
    token_type: 'Bearer',
    expires_in: String(asked.lifetimeSeconds),
  })
}

/** Tells the client who logged in, and in which region that is at home: as its short code, e.g. `"phx"`. */
async function identityOf({ tokens, names }: Tenancy, { nonce }: LoginRequest, lifetime: number): Promise<string> {
  await tokens.prepare()
  const claims = {
    iss: 'authService.oracle.com',
    aud: CLIENT_ID,
    sub: names.user,
    tenant: names.tenancy,
    nonce,
    issuer_region: regionKey(names.region)?.toLowerCase() ?? names.region,
  }
  return tokens.issueIdentity(claims, lifetime)
}
