// Judges requests to the scoped exchange: gives any verified principal a token with which it signs for one scope.
import { jsonAnswer } from '../../frame/service/answer.ts'
import { verified, verifiedButRejected, type Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { SigningRules } from '../../proof/request/required-headers.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { oauthClaims } from '../../tenancy/tokens/token-claims.ts'
import type { OauthSettings } from './oauth-settings.ts'
import { parseOauthRequest } from './parse-oauth-request.ts'

/** Where a token is exchanged for one of narrower scope. */
export const OAUTH_PATH = '/v1/oauth2/scoped'

/** OCI's SDK for Go does not sign `host` here. */
const RULES: SigningRules = { hostOptional: true }

/** `undefined` when the request is not for the scoped exchange. */
export function examineOauth(
  { authority, tokens }: Tenancy,
  settings: OauthSettings,
  request: ReceivedRequest,
): Examined | undefined {
  if (request.method !== 'POST' || pathOf(request.target) !== OAUTH_PATH) return undefined
  const outcome = verifyRequest(request, authority, RULES)
  if (outcome.verdict !== 'accepted') return verified(outcome, () => jsonAnswer(200, {}))
  const asked = parseOauthRequest(request)
  if (typeof asked === 'string') return verifiedButRejected(outcome, 400, asked)
  const { scope, targetCompartment, publicKey } = asked
  tokens.rememberAsked(outcome.principal, publicKey)
  const claims = oauthClaims(outcome.principal, scope, targetCompartment)
  const { lifetimeSeconds } = settings
  return verified(outcome, (_principal, fault) => answerToken(tokens, { claims, publicKey, lifetimeSeconds }, fault))
}
