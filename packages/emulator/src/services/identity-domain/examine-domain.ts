// Judges requests to the identity domain: exchanges the token of a trusted issuer, or a signature, for a token of OCI's.
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import type { Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { Tenancy, TenancyNames } from '../../tenancy/tenancy.ts'
import type { Claims } from '../../tenancy/tokens/jwt.ts'
import { federatedResourceClaims, sessionClaims } from '../../tenancy/tokens/token-claims.ts'
import type { AccessTokens } from './access-tokens.ts'
import { authenticate, type Caller, type DomainClient } from './authenticate.ts'
import type { DomainSettings } from './domain-settings.ts'
import { parseForm } from '../../frame/service/form.ts'
import { oauthRefusal } from './oauth-answer.ts'
import type { OidcIssuer } from './oidc-issuer.ts'
import { parseExchange, type AccessTokenAsked, type SessionTokenAsked } from './parse-exchange.ts'

/** Where tokens are exchanged. */
export const TOKEN_PATH = '/oauth2/v1/token'

/** What the domain decides by. */
export interface DomainParts {
  readonly tenancy: Tenancy
  readonly client: DomainClient
  readonly issuer: OidcIssuer
  readonly accessTokens: AccessTokens
  readonly settings: DomainSettings
}

/** `undefined` when the request is not for a token of the domain's. */
export async function examineDomain(parts: DomainParts, request: ReceivedRequest): Promise<Examined | undefined> {
  if (request.method !== 'POST' || pathOf(request.target) !== TOKEN_PATH) return undefined
  const caller = authenticate(request, parts.tenancy.authority, parts.client)
  if ('refusal' in caller) return caller.refusal
  const { judgement } = caller
  const form = parseForm(request)
  if (form === undefined) return oauthRefusal('malformed-form', judgement)
  const asked = parseExchange(form)
  if (typeof asked === 'string') return oauthRefusal(asked, judgement)
  return asked.wants === 'access' ? accessToken(parts, caller, asked) : sessionToken(parts, caller, asked)
}

function accessToken({ accessTokens, settings }: DomainParts, caller: Caller, asked: AccessTokenAsked): Examined {
  const { judgement, principal } = caller
  if (principal === undefined) return oauthRefusal('access-token-unsigned', judgement)
  const { lifetimeSeconds } = settings
  const respond = (fault?: TokenFault) => accessTokens.answer(principal, { scope: asked.scope, lifetimeSeconds, fault })
  return { judgement, respond }
}

async function sessionToken(parts: DomainParts, caller: Caller, asked: SessionTokenAsked): Promise<Examined> {
  const { tenancy, issuer, settings } = parts
  const { judgement } = caller
  const subject = await issuer.verify(asked.subjectToken)
  if (typeof subject === 'string') return oauthRefusal(subject, judgement)
  const { publicKey } = asked
  const claims = claimsOf(tenancy.names, asked, subject)
  const { lifetimeSeconds } = settings
  const respond = (fault?: TokenFault) => answerToken(tenancy.tokens, { claims, publicKey, lifetimeSeconds }, fault)
  return { judgement, respond }
}

/** A trust maps the subjects of an issuer to a service user, or makes a resource of each. */
const claimsOf = ({ tenancy, user }: TenancyNames, asked: SessionTokenAsked, { sub }: Claims): Claims =>
  asked.wants === 'upst'
    ? sessionClaims(tenancy, user)
    : federatedResourceClaims(tenancy, { id: String(sub), type: asked.resourceType })
