// Refusals in OAuth's words, each with the emulator's own reason.
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import type { Judgement } from '../../frame/records/recorder.ts'
import { REJECTION_REASONS, type RejectionReason } from '../../proof/verdict/reasons.ts'
import type { Refused } from '../../proof/verify-request.ts'

/** The code of RFC 6749 for each reason; `invalid_request` for every other. */
const CODES: Partial<Record<RejectionReason, string>> = {
  'client-unauthenticated': 'invalid_client',
  'unsupported-grant-type': 'unsupported_grant_type',
  'access-token-unsigned': 'unauthorized_client',
  'missing-scope': 'invalid_scope',
  'subject-token-malformed': 'invalid_grant',
  'subject-token-foreign': 'invalid_grant',
  'subject-token-altered': 'invalid_grant',
  'subject-token-expired': 'invalid_grant',
  'subject-token-not-yet-valid': 'invalid_grant',
  'subject-token-audience': 'invalid_grant',
}

/** @param judged - what is known of the caller already */
export function oauthRefusal(reason: RejectionReason, judged: Judgement = UNSIGNED_ACCEPTED): Examined {
  const explanation = REJECTION_REASONS[reason]
  const error = CODES[reason] ?? 'invalid_request'
  const isClient = error === 'invalid_client'
  const headers = isClient ? { 'www-authenticate': 'Basic realm="oci-emulator"' } : undefined
  return {
    judgement: { ...judged, verdict: 'refused', reason, explanation },
    respond: () => errorOf(isClient ? 401 : 400, { error, reason, explanation, headers }),
  }
}

/** A signature that was refused is a client that was not authenticated. */
export const signatureRefusal = ({ reason, explanation, message, signingString, difference }: Refused): Answer =>
  errorOf(401, {
    error: 'invalid_client',
    reason,
    explanation,
    message,
    more: { signingString, firstDifference: difference },
    headers: { 'www-authenticate': 'Signature headers="date (request-target) host"' },
  })

interface OauthError {
  readonly error: string
  readonly reason: string
  readonly explanation: string
  readonly message?: string
  readonly more?: object
  readonly headers?: Readonly<Record<string, string>> | undefined
}

const errorOf = (status: number, { error, reason, explanation, message, more, headers }: OauthError): Answer =>
  jsonAnswer(
    status,
    { error, error_description: message ?? explanation, emulator: { reason, explanation, ...more } },
    { 'cache-control': 'no-store', ...headers },
  )
