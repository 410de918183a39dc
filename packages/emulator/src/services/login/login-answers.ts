// How the login answers: with its page, with a page that says what is wrong, or by sending the browser back to the client.
import { emptyAnswer, type Answer } from '../../frame/service/answer.ts'
import { UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import { HARDENING, htmlAnswer } from '../../frame/service/html-answer.ts'
import type { Judgement } from '../../frame/records/recorder.ts'
import { REJECTION_REASONS, type RejectionReason } from '../../proof/verdict/reasons.ts'
import { renderFailure, renderLogin, type LoginForm } from './login-page.ts'

export const refusedLogin = (reason: RejectionReason): Judgement => ({
  ...UNSIGNED_ACCEPTED,
  verdict: 'refused',
  reason,
  explanation: REJECTION_REASONS[reason],
})

/** The page with its form. The redirect address is one of the settings, which can be a source of a policy. */
export const formAnswer = (form: LoginForm): Answer =>
  htmlAnswer({
    status: form.failed === undefined ? 200 : 401,
    render: (nonce) => renderLogin(form, nonce),
    // Browsers hold the redirect that answers the form to the same policy.
    formAction: `'self' ${new URL(form.redirectUri).origin}`,
    headers: form.failed && { 'www-authenticate': 'Form realm="oci-emulator"' },
  })

/** A page that says why there is no login. */
export const failurePage = (status: number, reason: RejectionReason): Examined => ({
  judgement: refusedLogin(reason),
  respond: () => htmlAnswer({ status, render: (nonce) => renderFailure(REJECTION_REASONS[reason], reason, nonce) }),
})

/** Sends the browser back to the client; the members go into the fragment, which browsers keep from servers. */
export const redirectAnswer = (redirectUri: string, members: Readonly<Record<string, string>>): Answer =>
  emptyAnswer(303, {
    ...HARDENING,
    location: `${new URL(redirectUri).href}#${new URLSearchParams(members).toString()}`,
  })

/** The code of RFC 6749 for each reason; `invalid_request` for every other. */
const CODES: Partial<Record<RejectionReason, string>> = {
  'login-denied': 'access_denied',
  'unsupported-response-type': 'unsupported_response_type',
  'unsupported-login-scope': 'invalid_scope',
}

/** Tells the client why there is no login. */
export const errorRedirect = (redirectUri: string, reason: RejectionReason): Examined => ({
  judgement: refusedLogin(reason),
  respond: () =>
    redirectAnswer(redirectUri, {
      error: CODES[reason] ?? 'invalid_request',
      // RFC 6749 has no double quotes in a description.
      error_description: REJECTION_REASONS[reason].replaceAll('"', "'"),
    }),
})
