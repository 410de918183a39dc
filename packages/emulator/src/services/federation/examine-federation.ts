// The auth service: exchanges an instance's certificate for a security token bound to a session key.
import type { PrincipalKey } from '../../proof/principal.ts'
import { generateKeys } from '../../tenancy/keys/rsa-keys.ts'
import { instanceClaims } from '../../tenancy/tokens/token-claims.ts'
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { rejected, verified, type Examined } from '../../frame/service/examined.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { FEDERATION_PATH } from '../../proof/request/required-headers.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { World } from '../../frame/frame.ts'
import { findCertificateKey } from './certificate-key.ts'
import { readIdentity } from '../../tenancy/certificates/certificate-identity.ts'
import { parseFederationRequest, type FederationRequest } from './parse-federation-request.ts'

/** `undefined` when the request is not for the auth service. */
export async function examineFederation(world: World, request: ReceivedRequest): Promise<Examined | undefined> {
  if (request.method !== 'POST' || pathOf(request.target) !== FEDERATION_PATH) return undefined
  const asked = parseFederationRequest(request.body)
  if (typeof asked === 'string') return rejected(400, asked)
  const { authority, certificates } = world
  const trust = { certificates, root: await certificates.rootCertificate(), nowMs: authority.now() }
  const outcome = verifyRequest(request, {
    ...authority,
    findKey: (keyId) => findCertificateKey(keyId, asked, trust),
    allKeys: () => [sessionKey(asked, world), ...authority.allKeys()],
  })
  if (outcome.verdict === 'accepted') world.tokens.rememberAsked(outcome.principal, asked.publicKey)
  return verified(outcome, (_principal, fault) => answerToken(world, asked, fault))
}

/** A client that takes the one key for the other is told so. */
const sessionKey = ({ publicKey }: FederationRequest, { settings, instance }: World): PrincipalKey => ({
  principal: { kind: 'instance', tenancy: settings.tenancy, user: instance },
  publicKey,
  label: 'the session key that the body asks a token for, not the key of the certificate',
})

async function answerToken(world: World, asked: FederationRequest, fault: TokenFault | undefined): Promise<Answer> {
  if (fault === 'missing') return jsonAnswer(200, {})
  const token = await issueToken(world, asked, fault)
  return jsonAnswer(200, { token: fault === 'truncated' ? token.slice(0, token.length >> 1) : token })
}

async function issueToken(world: World, { leaf, publicKey }: FederationRequest, fault?: TokenFault): Promise<string> {
  const { tokens, federation } = world
  await tokens.prepare()
  const { token } = tokens.issue({
    claims: instanceClaims(readIdentity(leaf), leaf.fingerprint),
    publicKey: fault === 'wrong-key' ? (await generateKeys()).publicKey : publicKey,
    lifetimeSeconds: federation.lifetimeSeconds,
    namesKey: federation.jwk,
  })
  return token
}
