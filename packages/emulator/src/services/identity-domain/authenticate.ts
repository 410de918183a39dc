// Who asks the identity domain: the client that is registered in it, or a principal by its signature.
import { UNSIGNED_ACCEPTED, verified, type Examined } from '../../frame/service/examined.ts'
import type { Judgement } from '../../frame/records/recorder.ts'
import { jsonAnswer } from '../../frame/service/answer.ts'
import { readBase64 } from '../../lib/base64.ts'
import type { Principal } from '../../proof/principal.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { verifyRequest, type Authority } from '../../proof/verify-request.ts'
import { oauthRefusal, signatureRefusal } from './oauth-answer.ts'

/** The application that is registered in the domain. */
export interface DomainClient {
  readonly clientId: string
  readonly clientSecret: string
}

export interface Caller {
  readonly judgement: Judgement
  /** Absent for the client. */
  readonly principal?: Principal | undefined
}

/** @returns the refusal of who is neither */
export function authenticate(
  request: ReceivedRequest,
  authority: Authority,
  client: DomainClient,
): Caller | { readonly refusal: Examined } {
  const authorization = headerValue(request, 'authorization') ?? ''
  if (!/^signature\s/i.test(authorization)) {
    return isClient(authorization, client)
      ? { judgement: UNSIGNED_ACCEPTED }
      : { refusal: oauthRefusal('client-unauthenticated') }
  }
  const outcome = verifyRequest(request, authority)
  const { judgement } = verified(outcome, () => jsonAnswer(200, {}))
  return outcome.verdict === 'accepted'
    ? { judgement, principal: outcome.principal }
    : { refusal: { judgement, respond: () => signatureRefusal(outcome) } }
}

function isClient(authorization: string, { clientId, clientSecret }: DomainClient): boolean {
  const credentials = readBase64(/^basic +(\S+)$/i.exec(authorization)?.[1] ?? '')
  return credentials?.toString('utf8') === `${clientId}:${clientSecret}`
}
