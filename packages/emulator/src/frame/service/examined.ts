// What a service found out about a request: what is recorded of it, and how it is answered when no fault prevents that.
import { callerOf, type Principal } from '../../proof/principal.ts'
import type { TokenFault } from '../faults/fault-rule.ts'
import { REJECTION_REASONS, type RejectionReason } from '../../proof/verdict/reasons.ts'
import type { Accepted, Refused } from '../../proof/verify-request.ts'
import type { Judgement } from '../records/recorder.ts'
import { errorAnswer, type Answer } from './answer.ts'

export interface Examined {
  readonly judgement: Judgement
  /** Performs the request; is called once at most. A token fault changes the token that is given out. */
  readonly respond: (tokenFault?: TokenFault) => Answer | Promise<Answer>
  /** Performs a request that was refused for its signature alone, as this principal: for the option `soft`. */
  readonly respondUnverified?: ((principal: Principal) => Answer | Promise<Answer>) | undefined
  /** Whether `respond` performs what the judgement refuses. */
  readonly letThrough?: boolean
  /** Whether `respond` asks the upstream. */
  readonly forwarded?: boolean
}

/** The part of a judgement that only a signature can fill. */
export const NOTHING_SIGNED = {
  signingString: undefined,
  signedString: undefined,
  difference: undefined,
  keyId: undefined,
  user: undefined,
  caller: undefined,
} as const

/** The judgement of a request that needs no signature. */
export const UNSIGNED_ACCEPTED: Judgement = {
  ...NOTHING_SIGNED,
  verdict: 'accepted',
  reason: undefined,
  explanation: undefined,
}

export function rejected(status: number, reason: RejectionReason, detail = ''): Examined {
  const explanation = `${REJECTION_REASONS[reason]} ${detail}`.trim()
  return {
    judgement: { ...NOTHING_SIGNED, verdict: 'refused', reason, explanation },
    respond: () => rejection(status, reason, explanation),
  }
}

/** The answer to a rejected request. OCI's own bodies have no more than `code` and `message`. */
export const rejection = (
  status: number,
  reason: RejectionReason,
  explanation: string = REJECTION_REASONS[reason],
): Answer => errorAnswer(status, { message: REJECTION_REASONS[reason], emulator: { reason, explanation } })

/** Rejects a request whose signature is genuine, but which asks for something that its caller cannot have. */
export function verifiedButRejected(outcome: Accepted, status: number, reason: RejectionReason): Examined {
  const explanation = REJECTION_REASONS[reason]
  return {
    judgement: { ...judge(outcome), verdict: 'refused', reason, explanation },
    respond: () => rejection(status, reason),
  }
}

type Perform = (principal: Principal, tokenFault?: TokenFault) => Answer | Promise<Answer>

/** Answers a request that the verifier judged: with 401 when it was refused, else with what `perform` yields. */
export function verified(outcome: Accepted | Refused, perform: Perform): Examined {
  return outcome.verdict === 'accepted'
    ? { judgement: judge(outcome), respond: (tokenFault) => perform(outcome.principal, tokenFault) }
    : { judgement: judge(outcome), respond: () => notAuthenticated(outcome) }
}

/** The same for a service that gives out nothing secret: with the option `soft`, what was refused is performed nevertheless. */
export function verifiedCall(outcome: Accepted | Refused, perform: Perform): Examined {
  const examined = verified(outcome, perform)
  return outcome.verdict === 'accepted'
    ? examined
    : { ...examined, respondUnverified: (principal) => perform(principal) }
}

function notAuthenticated({ reason, explanation, message, signingString, difference }: Refused): Answer {
  const headers = { 'www-authenticate': 'Signature headers="date (request-target) host"' }
  const emulator = { reason, explanation, signingString, firstDifference: difference }
  return errorAnswer(401, { message, headers, emulator })
}

function judge(outcome: Accepted | Refused): Judgement {
  const { verdict, keyId, signingString } = outcome
  if (outcome.verdict === 'accepted') {
    const caller = callerOf(outcome.principal)
    const nothingWrong = { reason: undefined, explanation: undefined }
    return { ...NOTHING_SIGNED, ...nothingWrong, verdict, keyId, signingString, user: caller.user, caller }
  }
  const { reason, explanation, difference, signedString } = outcome
  return { ...NOTHING_SIGNED, verdict, keyId, signingString, signedString, reason, explanation, difference }
}
