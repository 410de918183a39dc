// Judges requests to the identity data plane: gives a verified user tokens that are bound to a key of the user's own.
import { jsonAnswer } from '../../frame/service/answer.ts'
import { verified, verifiedButRejected, type Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import type { Principal } from '../../proof/principal.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import type { TokenRequest } from '../../tenancy/tokens/security-tokens.ts'
import { scopedClaims } from '../../tenancy/tokens/token-claims.ts'
import type { DataPlaneSettings } from './data-plane-settings.ts'
import { parseScopedTokenRequest, parseUserTokenRequest } from './parse-token-request.ts'

/** What the data plane decides by. */
export interface DataPlaneParts {
  readonly tenancy: Tenancy
  readonly settings: DataPlaneSettings
}

/** `undefined` when the request is not for the data plane. */
export function examineDataPlane(parts: DataPlaneParts, request: ReceivedRequest): Examined | undefined {
  const decide = request.method === 'POST' ? OPERATIONS.get(pathOf(request.target)) : undefined
  if (decide === undefined) return undefined
  const { authority, tokens } = parts.tenancy
  const outcome = verifyRequest(request, authority)
  if (outcome.verdict !== 'accepted') return verified(outcome, () => jsonAnswer(200, {}))
  const decision = decide(parts, request, outcome.principal)
  if (typeof decision === 'string') return verifiedButRejected(outcome, STATUS[decision] ?? 400, decision)
  tokens.rememberAsked(outcome.principal, decision.publicKey)
  return verified(outcome, (_principal, fault) => answerToken(tokens, decision, fault))
}

/** OCI answers 404 also where something exists but this caller may not have it. */
const STATUS: Partial<Record<RejectionReason, number>> = { 'not-a-user': 404, 'unknown-compartment': 404 }

type Decide = (parts: DataPlaneParts, request: ReceivedRequest, principal: Principal) => TokenRequest | RejectionReason

const scopedToken: Decide = ({ tenancy: { names }, settings }, request, principal) => {
  const asked = parseScopedTokenRequest(request)
  if (typeof asked === 'string') return asked
  const { publicKey, scope, compartment } = asked
  const known = [undefined, names.tenancy, names.compartment]
  if (!known.includes(compartment)) return 'unknown-compartment'
  return { claims: scopedClaims(principal, scope), publicKey, lifetimeSeconds: settings.scopedTokenSeconds }
}

/** A request signed with an API key begins a session. One signed with a token gets another token of the same session, which ends no later. */
const userToken: Decide = ({ tenancy: { sessions } }, request, principal) => {
  const asked = parseUserTokenRequest(request)
  if (typeof asked === 'string') return asked
  if (principal.kind !== 'api-key' && principal.kind !== 'session') return 'not-a-user'
  const endsAtSeconds = Math.min(
    sessions.nowSeconds + asked.sessionMinutes * 60,
    Math.floor((principal.sessionEndsAt ?? Infinity) / 1000),
  )
  return sessions.nextToken({ owner: principal, publicKey: asked.publicKey, endsAtSeconds })
}

const SCOPED_TOKEN_PATH = '/v1/actions/generateScopedAccessToken'
const USER_TOKEN_PATH = '/v1/token/upst/actions/GenerateUpst'

const OPERATIONS: ReadonlyMap<string, Decide> = new Map([
  [SCOPED_TOKEN_PATH, scopedToken],
  [USER_TOKEN_PATH, userToken],
])

/** Where tokens are given out. */
export const TOKEN_PATHS: readonly string[] = [...OPERATIONS.keys()]
