// The identity data plane: gives a verified user tokens that are bound to a key of the user's own.
import type { Principal } from '../../proof/principal.ts'
import { generateKeys } from '../../tenancy/keys/rsa-keys.ts'
import type { TokenRequest } from '../../tenancy/tokens/security-tokens.ts'
import { scopedClaims, userTokenClaims } from '../../tenancy/tokens/token-claims.ts'
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { verified, verifiedButRejected, type Examined } from '../../frame/service/examined.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { SCOPED_TOKEN_PATH, USER_TOKEN_PATH } from '../../proof/request/required-headers.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { World } from '../../frame/frame.ts'
import { parseScopedTokenRequest, parseUserTokenRequest } from './parse-token-request.ts'

/** `undefined` when the request is not for the data plane. */
export function examineDataPlane(world: World, request: ReceivedRequest): Examined | undefined {
  const decide = request.method === 'POST' ? OPERATIONS.get(pathOf(request.target)) : undefined
  if (decide === undefined) return undefined
  const outcome = verifyRequest(request, world.authority)
  if (outcome.verdict !== 'accepted') return verified(outcome, () => jsonAnswer(200, {}))
  const decision = decide(world, request, outcome.principal)
  if (typeof decision === 'string') return verifiedButRejected(outcome, STATUS[decision] ?? 400, decision)
  world.tokens.rememberAsked(outcome.principal, decision.publicKey)
  return verified(outcome, (_principal, fault) => answerToken(world, decision, fault))
}

/** What the caller may not have looks as if it were not there. */
const STATUS: Partial<Record<RejectionReason, number>> = { 'not-a-user': 404, 'unknown-compartment': 404 }

type Decide = (world: World, request: ReceivedRequest, principal: Principal) => TokenRequest | RejectionReason

const scopedToken: Decide = ({ settings, dataPlane }, request, principal) => {
  const asked = parseScopedTokenRequest(request)
  if (typeof asked === 'string') return asked
  const { publicKey, scope, compartment } = asked
  const known = [undefined, settings.tenancy, settings.compartment]
  if (!known.includes(compartment)) return 'unknown-compartment'
  return { claims: scopedClaims(principal, scope), publicKey, lifetimeSeconds: dataPlane.scopedTokenSeconds }
}

/** An API key opens a session; a token of one is exchanged for another of the same session, to its end and no longer. */
const userToken: Decide = ({ clock, dataPlane }, request, principal) => {
  const asked = parseUserTokenRequest(request)
  if (typeof asked === 'string') return asked
  if (principal.kind === 'instance') return 'not-a-user'
  const nowSeconds = Math.floor(clock.now() / 1000)
  const endSeconds = Math.min(
    nowSeconds + asked.sessionMinutes * 60,
    Math.floor((principal.sessionEndsAt ?? Infinity) / 1000),
  )
  return {
    claims: userTokenClaims(principal, endSeconds * 1000),
    publicKey: asked.publicKey,
    lifetimeSeconds: Math.min(dataPlane.userTokenSeconds, endSeconds - nowSeconds),
  }
}

const OPERATIONS: ReadonlyMap<string, Decide> = new Map([
  [SCOPED_TOKEN_PATH, scopedToken],
  [USER_TOKEN_PATH, userToken],
])

async function answerToken(world: World, asked: TokenRequest, fault: TokenFault | undefined): Promise<Answer> {
  if (fault === 'missing') return jsonAnswer(200, {})
  await world.tokens.prepare()
  const publicKey = fault === 'wrong-key' ? (await generateKeys()).publicKey : asked.publicKey
  const { token } = world.tokens.issue({ ...asked, publicKey })
  return jsonAnswer(200, { token: fault === 'truncated' ? token.slice(0, token.length >> 1) : token })
}
