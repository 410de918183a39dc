// Judges requests to renew a token: gives another of the same session, which ends no later than the session does.
import type { KeyObject } from 'node:crypto'
import { jsonAnswer } from '../../frame/service/answer.ts'
import { verified, verifiedButRejected, type Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import type { Principal } from '../../proof/principal.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { signingToken } from '../../proof/request/signing-token.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { parseJwt, type Claims } from '../../tenancy/tokens/jwt.ts'
import type { TokenRequest } from '../../tenancy/tokens/security-tokens.ts'
import { parseRefresh, type RefreshAsked } from './parse-refresh.ts'
import type { SessionSettings } from './session-settings.ts'

/** Where tokens are renewed. */
export const REFRESH_PATH = '/v1/authentication/refresh'

/** What a renewal is decided by. */
export interface RefreshParts {
  readonly tenancy: Tenancy
  readonly settings: SessionSettings
}

/** `undefined` when the request is for another service. */
export function examineRefresh(parts: RefreshParts, request: ReceivedRequest): Examined | undefined {
  if (request.method !== 'POST' || pathOf(request.target) !== REFRESH_PATH) return undefined
  const { authority, tokens } = parts.tenancy
  const outcome = verifyRequest(request, authority)
  if (outcome.verdict !== 'accepted') return verified(outcome, () => jsonAnswer(200, {}))
  const { principal } = outcome
  const asked = parseRefresh(request)
  if (typeof asked === 'string') return verifiedButRejected(outcome, 400, asked)
  // The signature is genuine, so the token has a key, unless it is none of a token.
  const key = tokens.find(signingToken(request) ?? '')
  if (!key.ok || asked.currentToken !== signingToken(request)) return verifiedButRejected(outcome, 401, 'foreign-token')
  const next = decide(parts, asked, { principal, publicKey: key.value.publicKey })
  if (typeof next === 'string') return verifiedButRejected(outcome, 401, next)
  tokens.rememberAsked(principal, next.publicKey)
  return verified(outcome, (_principal, fault) => answerToken(tokens, next, fault))
}

interface Present {
  readonly principal: Principal
  /** What the present token is bound to. */
  readonly publicKey: KeyObject
}

function decide(
  { tenancy: { sessions }, settings: { renewal } }: RefreshParts,
  { currentToken, newPublicKey }: RefreshAsked,
  { principal, publicKey }: Present,
): TokenRequest | RejectionReason {
  const { sessionEndsAt } = principal
  if (sessionEndsAt === undefined) return 'no-session'
  if (renewal === 'ended') return 'session-ended'
  const claims: Claims = parseJwt(currentToken)?.claims ?? {}
  const next = sessions.nextToken({
    owner: principal,
    publicKey: newPublicKey ?? publicKey,
    endsAtSeconds: sessionEndsAt / 1000,
    namesKey: claims['jwk'] !== undefined,
  })
  return renewal === 'normal' ? next : { ...next, lifetimeSeconds: Number(claims['exp']) - sessions.nowSeconds }
}
