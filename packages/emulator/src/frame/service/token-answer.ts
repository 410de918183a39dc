// The answer of a service that gives out a token, and the ways in which a fault spoils it.
import type { SecurityTokens, TokenRequest } from '../../tenancy/tokens/security-tokens.ts'
import type { TokenFault } from '../faults/fault-rule.ts'
import { jsonAnswer, type Answer } from './answer.ts'

/** The answer of most services. */
export async function answerToken(tokens: SecurityTokens, asked: TokenRequest, fault?: TokenFault): Promise<Answer> {
  const token = await issueWithFault(tokens, asked, fault)
  return jsonAnswer(200, token === undefined ? {} : { token })
}

/** Issues the token that is asked for; with a fault another one, half of it, or none. */
export async function issueWithFault(
  tokens: SecurityTokens,
  asked: TokenRequest,
  fault: TokenFault | undefined,
): Promise<string | undefined> {
  if (fault === 'missing') return undefined
  await tokens.prepare()
  const publicKey = fault === 'wrong-key' ? await tokens.strangersKey() : asked.publicKey
  const { token } = tokens.issue({ ...asked, publicKey })
  return fault === 'truncated' ? token.slice(0, token.length >> 1) : token
}
