// Judges requests to the auth service: exchanges an instance's certificate for a security token bound to a session key.
import { rejected, verified, type Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import type { PrincipalKey } from '../../proof/principal.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { SigningRules } from '../../proof/request/required-headers.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import { readIdentity } from '../../tenancy/certificates/certificate-identity.ts'
import type { Tenancy, TenancyNames } from '../../tenancy/tenancy.ts'
import type { TokenRequest } from '../../tenancy/tokens/security-tokens.ts'
import { instanceClaims } from '../../tenancy/tokens/token-claims.ts'
import { findCertificateKey } from './certificate-key.ts'
import type { FederationSettings } from './federation-settings.ts'
import { parseFederationRequest, type FederationRequest } from './parse-federation-request.ts'

/** Where a certificate is exchanged for a token. */
export const FEDERATION_PATH = '/v1/x509'

/** OCI's own SDKs do not all sign `host` here. Its TypeScript SDK signs `date`, and sends `x-date` too. */
const RULES: SigningRules = { hostOptional: true, prefersDate: true }

/** `undefined` when the request is not for the auth service. */
export async function examineFederation(
  { names, authority, certificates, tokens }: Tenancy,
  settings: FederationSettings,
  request: ReceivedRequest,
): Promise<Examined | undefined> {
  if (request.method !== 'POST' || pathOf(request.target) !== FEDERATION_PATH) return undefined
  const asked = parseFederationRequest(request.body)
  if (typeof asked === 'string') return rejected(400, asked)
  const trust = { certificates, root: await certificates.rootCertificate(), nowMs: authority.now() }
  const judge = {
    ...authority,
    findKey: (keyId: string) => findCertificateKey(keyId, asked, trust),
    allKeys: () => [sessionKey(asked, names), ...authority.allKeys()],
  }
  const outcome = verifyRequest(request, judge, RULES)
  if (outcome.verdict === 'accepted') tokens.rememberAsked(outcome.principal, asked.publicKey)
  return verified(outcome, (_principal, fault) => answerToken(tokens, tokenRequest(asked, settings), fault))
}

/** A client that signs with the key of its session instead of that of its certificate is told so. */
const sessionKey = ({ publicKey }: FederationRequest, { tenancy, instance }: TenancyNames): PrincipalKey => ({
  principal: { kind: 'instance', tenancy, user: instance },
  publicKey,
  label: 'the session key that the body asks a token for, not the key of the certificate',
})

const tokenRequest = ({ leaf, publicKey }: FederationRequest, settings: FederationSettings): TokenRequest => ({
  claims: instanceClaims(readIdentity(leaf), leaf.fingerprint),
  publicKey,
  lifetimeSeconds: settings.lifetimeSeconds,
  namesKey: settings.jwk,
})
