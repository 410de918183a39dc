// Judges requests to proxymux, through which a pod exchanges its service-account token for a token of OCI.
import type { KeyObject } from 'node:crypto'
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { rejected, UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import { issueWithFault } from '../../frame/service/token-answer.ts'
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import { toPkcs8Pem, toSpkiPem } from '../../tenancy/keys/rsa-keys.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import type { SecurityTokens } from '../../tenancy/tokens/security-tokens.ts'
import { workloadClaims } from '../../tenancy/tokens/token-claims.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { readPodKey } from './pod-key.ts'
import { subjectOf, type ServiceAccount, type ServiceAccountTokens } from './service-account-tokens.ts'

/** Where a pod brings a public key of its own. */
export const TOKEN_PATH = '/resourcePrincipalSessionTokens'
/** Where the service makes the pair, as OCI's SDK for Java asks for it. */
export const CACHED_TOKEN_PATH = '/resourcePrincipalSessionTokensWithCaching'

export interface ProxymuxParts {
  readonly source: KeySource
  readonly names: TenancyNames
  readonly tokens: SecurityTokens
  readonly accounts: ServiceAccountTokens
  readonly cluster: ClusterSettings
}

/** Every request on this port is for proxymux. */
export async function examineProxymux(parts: ProxymuxParts, request: ReceivedRequest): Promise<Examined> {
  const path = pathOf(request.target)
  if (path !== TOKEN_PATH && path !== CACHED_TOKEN_PATH) return rejected(404, 'proxymux-not-found')
  if (request.method !== 'POST') return rejected(404, 'proxymux-not-found', 'It is asked for tokens with POST.')
  const account = await findAccount(parts, request)
  if (typeof account === 'string') return rejected(401, account)
  if (!parts.cluster.enhanced) return rejected(403, 'cluster-not-enhanced')
  if (path === CACHED_TOKEN_PATH) return accepted(account, (fault) => answerWithKey(parts, account, fault))
  const podKey = readPodKey(request.body)
  if (typeof podKey === 'string') return rejected(400, podKey)
  const { tenancy } = parts.names
  parts.tokens.rememberAsked({ kind: 'workload', tenancy, user: subjectOf(account) }, podKey)
  return accepted(account, async (fault) => wrapped(await membersOf(parts, { account, publicKey: podKey }, fault)))
}

const accepted = (account: ServiceAccount, respond: (fault?: TokenFault) => Promise<Answer>): Examined => ({
  judgement: { ...UNSIGNED_ACCEPTED, user: subjectOf(account) },
  respond,
})

const BEARER = /^Bearer +([^\s]+)$/i

async function findAccount(
  { accounts }: ProxymuxParts,
  { headers }: ReceivedRequest,
): Promise<Awaited<ReturnType<ServiceAccountTokens['find']>>> {
  const [value = '', second] = headers.get('authorization') ?? []
  const token = second === undefined ? BEARER.exec(value)?.[1] : undefined
  return token === undefined ? 'no-service-account-token' : accounts.find(token)
}

interface TokenFor {
  readonly account: ServiceAccount
  readonly publicKey: KeyObject
}

async function membersOf(parts: ProxymuxParts, { account, publicKey }: TokenFor, fault?: TokenFault): Promise<object> {
  const { tokens, names, cluster } = parts
  const claims = workloadClaims({ ...names, ...account })
  const { lifetimeSeconds } = cluster
  const token = await issueWithFault(tokens, { claims, publicKey, lifetimeSeconds }, fault)
  return token === undefined ? {} : { token: `ST$${token}` }
}

async function answerWithKey(parts: ProxymuxParts, account: ServiceAccount, fault?: TokenFault): Promise<Answer> {
  const pair = await parts.source.next()
  const members = await membersOf(parts, { account, publicKey: pair.publicKey }, fault)
  const [publicKey, privateKey] = [toSpkiPem(pair.publicKey), toPkcs8Pem(pair.privateKey)].map(base64)
  return wrapped({ ...members, publicKey, privateKey })
}

/** The service puts JSON into base64 and that into a string of JSON. */
const wrapped = (members: object): Answer => jsonAnswer(200, base64(JSON.stringify(members)))

const base64 = (text: string): string => Buffer.from(text).toString('base64')
