// Decides whether a request is signed as OCI demands: the checks in their order, each with its reason.
import type { Principal, PrincipalKey } from './principal.ts'
import { explainMismatch } from './mistakes/explain-mismatch.ts'
import { redactDifference, redactKeyId, redactText } from './verdict/redact.ts'
import type { AcceptedSignatures } from './signature/accepted-signatures.ts'
import { checkBody } from './check-body.ts'
import { isWithinWindow, parseHttpDate, skewSentence } from './request/clock-window.ts'
import type { Difference } from './verdict/difference.ts'
import { collectEvidence, fits, type Evidence } from './signature/evidence.ts'
import { refuse, type Outcome, type Refusal } from './verdict/outcome.ts'
import { parseAuthorization } from './request/parse-authorization.ts'
import { REFUSAL_REASONS, type RefusalReason } from './verdict/reasons.ts'
import { headerValue, type ReceivedRequest } from './request/received-request.ts'
import { dateHeader, findUnsignedHeader, SINGLE_HEADERS, type SigningRules } from './request/required-headers.ts'
import { rebuildLines, toText } from './signature/signing-string.ts'

/** What the verifier has to know to judge a request: the time, the keys, and what it accepted before. */
export interface Authority {
  readonly now: () => number
  readonly findKey: (keyId: string) => Outcome<PrincipalKey>
  /** Every key with which a client might have signed by mistake. */
  readonly allKeys: () => Iterable<PrincipalKey>
  readonly accepted: AcceptedSignatures
  /** The targets that the client was asked for, where that is known: it may have signed a form of one of them. */
  readonly askedTargets?: readonly string[]
}

/** Holds no token: a session's key id and a delegation token are redacted. */
export interface Accepted {
  readonly verdict: 'accepted'
  readonly principal: Principal
  readonly keyId: string
  readonly signingString: string
}

export interface Refused {
  readonly verdict: 'refused' | 'unsigned'
  readonly reason: RefusalReason
  readonly explanation: string
  /** The `message` of the 401. */
  readonly message: string
  readonly keyId: string | undefined
  /** What the emulator rebuilt; absent when the header could not be read or a signed header was not sent. */
  readonly signingString: string | undefined
  /** What the client signed, where the emulator found out. */
  readonly signedString: string | undefined
  readonly difference: Difference | undefined
}

/**
 * Never throws, whatever was received.
 *
 * @param rules - what the service that is asked demands otherwise than the rest of OCI
 */
export function verifyRequest(
  request: ReceivedRequest,
  authority: Authority,
  rules: SigningRules = {},
): Accepted | Refused {
  const authorization = parseAuthorization(request.headers.get('authorization'))
  if (!authorization.ok) return refused(authorization)
  const { keyId, signedHeaders, signature } = authorization.value
  const lines = rebuildLines(request, signedHeaders)
  const seen = { keyId, signingString: lines.ok ? toText(lines.value) : undefined }
  const listed = checkHeaderList(request, signedHeaders, rules)
  if (listed !== undefined) return refused(listed, seen)
  if (!lines.ok) return refused(lines, seen)
  const dated = checkDate(request, authority.now(), rules)
  if (dated !== undefined) return refused(dated, seen)
  const key = authority.findKey(keyId)
  if (!key.ok) return refused(key, seen)
  const { principal, publicKey } = key.value
  const evidence = collectEvidence({ request, lines: lines.value, signature, publicKey })
  const mismatch = checkBody(evidence) ?? checkSignature(evidence, authority)
  if (mismatch !== undefined) return refused(mismatch, seen)
  authority.accepted.remember(signature, evidence.text)
  return { verdict: 'accepted', principal, keyId: redactKeyId(keyId), signingString: redactText(evidence.text) }
}

const NOT_AUTHENTICATED = 'The required information to complete authentication was not provided or was incorrect.'

function refused(refusal: Refusal, seen: { keyId?: string; signingString?: string | undefined } = {}): Refused {
  const { reason, detail, message = NOT_AUTHENTICATED, difference, signedString } = refusal
  return {
    verdict: reason === 'no-authorization' ? 'unsigned' : 'refused',
    reason,
    explanation: redactText(`${REFUSAL_REASONS[reason]} ${detail}`.trim()),
    message,
    keyId: seen.keyId === undefined ? undefined : redactKeyId(seen.keyId),
    signingString: seen.signingString === undefined ? undefined : redactText(seen.signingString),
    signedString: signedString === undefined ? undefined : redactText(signedString),
    difference: difference && redactDifference(difference),
  }
}

function checkHeaderList(
  request: ReceivedRequest,
  signedHeaders: readonly string[],
  rules: SigningRules,
): Refusal | undefined {
  const repeated = SINGLE_HEADERS.find((name) => (request.headers.get(name)?.length ?? 0) > 1)
  if (repeated !== undefined) return refuse('duplicate-header', `It is "${repeated}".`)
  const unsigned = findUnsignedHeader(request, signedHeaders, rules)
  return unsigned === undefined ? undefined : refuse('missing-signed-header', `It is "${unsigned}".`)
}

function checkDate(request: ReceivedRequest, nowMs: number, rules: SigningRules): Refusal | undefined {
  const name = dateHeader(request, rules)
  const dateMs = parseHttpDate(headerValue(request, name) ?? '')
  if (dateMs === undefined) return refuse('malformed-date', `It is the header "${name}".`)
  if (isWithinWindow(dateMs, nowMs)) return undefined
  const seconds = Math.round(Math.abs(dateMs - nowMs) / 1000)
  const detail = `The header "${name}" is ${seconds} s ${dateMs < nowMs ? 'behind' : 'ahead'}.`
  return refuse('clock-skew', detail, { message: skewSentence(dateMs, nowMs) })
}

function checkSignature(evidence: Evidence, authority: Authority): Refusal | undefined {
  if (fits(evidence, evidence.text)) return undefined
  for (const { publicKey, label } of authority.allKeys()) {
    if (fits(evidence, evidence.text, publicKey)) return refuse('wrong-key', `It is ${label}.`)
  }
  const { explanation, difference, signedString } = explainMismatch(evidence, authority)
  return refuse('signature-mismatch', explanation, { difference, signedString })
}
