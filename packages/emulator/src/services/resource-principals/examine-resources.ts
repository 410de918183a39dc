// Judges requests of resources: gives a verified resource the tokens of its service, and a session token for them.
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { rejected, verified, verifiedButRejected, type Examined } from '../../frame/service/examined.ts'
import { answerToken } from '../../frame/service/token-answer.ts'
import type { Principal } from '../../proof/principal.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { verifyRequest, type Accepted, type Authority, type Refused } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { resourceClaims, type ResourceIdentity } from '../../tenancy/tokens/token-claims.ts'
import { parseSessionRequest } from './parse-session-request.ts'
import type { KeyVersion, Resources } from './resources.ts'
import type { ServiceTokens } from './service-tokens.ts'
import type { ResourceSettings } from './settings.ts'

/** Where the tokens of a service are exchanged for a session token. */
export const SESSION_PATH = '/v1/resourcePrincipalSessionToken'

export interface ResourceParts {
  readonly tenancy: Tenancy
  readonly resources: Resources
  readonly serviceTokens: ServiceTokens
  readonly settings: ResourceSettings
  /** The address of a parent's tokens, by how far it stands above the resource. */
  readonly parentUrl: (index: number) => string
}

/** What is handed out at a path. */
interface Handout {
  readonly resource: ResourceIdentity
  /** OCIDs of those who may ask. */
  readonly callers: readonly string[]
  /** The key ids that are known there beside those of instances and sessions. */
  readonly versions: readonly KeyVersion[]
  readonly headers?: Readonly<Record<string, string>>
}

const BASE = '/20180711/'
const PARENTS = `${BASE}resourcePrincipalToken/parents/`

/** `undefined` when the request is not for this service. */
export async function examineResources(parts: ResourceParts, request: ReceivedRequest): Promise<Examined | undefined> {
  const path = pathOf(request.target)
  if (request.method === 'POST' && path === SESSION_PATH) return examineSession(parts, request)
  const handout = request.method === 'GET' && path.startsWith(BASE) ? handoutAt(parts, path) : undefined
  return handout && examineHandout(parts, request, handout)
}

export const parentPath = ({ id }: ResourceIdentity): string => PARENTS + id

/** `undefined` for a path of another service; without callers for a resource that is not there. */
function handoutAt(parts: ResourceParts, path: string): Handout | undefined {
  const { tenancy, resources, settings, parentUrl } = parts
  const { resource, parents } = resources
  const [, kind = '', id = ''] = /^\/20180711\/(resourcePrincipalToken\/parents|[^/]+)\/([^/]+)$/.exec(path) ?? []
  const known = (callers: readonly string[], versions: readonly KeyVersion[]): Handout => ({
    resource,
    callers,
    versions,
  })
  switch (kind) {
    case 'resourcePrincipalToken':
      return known([tenancy.names.instance, resource.id].includes(id) ? [tenancy.names.instance] : [], [])
    case 'resourcePrincipalTokenV2':
      return known(id === resource.id ? [id] : [], ['2.1', '2.1.1'])
    case 'resourcePrincipalTokenV212':
      return known(id === resource.id ? [id] : [], ['2.1.2'])
    case 'resourcePrincipalToken/parents': {
      const index = parents.slice(0, settings.parents).findIndex((parent) => parent.id === id)
      const [parent, child] = [parents[index], index === 0 ? resource : parents[index - 1]]
      if (parent === undefined || child === undefined) return known([], [])
      const next = index + 1 < settings.parents ? parentUrl(index + 1) : settings.lastParentUrl
      const headers = next === undefined ? {} : { 'opc-parent-rpt-url': next }
      return { resource: parent, callers: [child.id], versions: [], headers }
    }
    default:
      return undefined
  }
}

function examineHandout(parts: ResourceParts, request: ReceivedRequest, handout: Handout): Examined {
  const { resource, callers, versions, headers } = handout
  const outcome = verifyResource(parts, request, versions)
  if (outcome.verdict === 'accepted') {
    // Of a caller of this kind, so that an API key does not pass for an instance.
    const { kind, user } = outcome.principal
    const isCaller = callers.includes(user) && (kind === 'resource' || kind === 'instance')
    if (!isCaller) return verifiedButRejected(outcome, 404, 'unknown-resource')
    const context = headerValue(request, 'security-context')
    if (versions.includes('2.1.2') && context !== parts.resources.securityContext)
      return verifiedButRejected(outcome, 403, 'wrong-security-context')
  }
  const handOut = async ({ user }: Principal): Promise<Answer> =>
    jsonAnswer(200, await parts.serviceTokens.issue(resource, user), headers)
  return verified(outcome, handOut)
}

async function examineSession(parts: ResourceParts, request: ReceivedRequest): Promise<Examined> {
  const { serviceTokens, settings, resources } = parts
  const { tokens } = parts.tenancy
  const asked = parseSessionRequest(request.body)
  if (typeof asked === 'string') return rejected(400, asked)
  const outcome = verifyResource(parts, request, ['2.1', '2.1.1', '2.1.2'])
  if (outcome.verdict !== 'accepted') return verified(outcome, () => jsonAnswer(200, {}))
  const found = await serviceTokens.check(asked, outcome.principal.user)
  if (typeof found === 'string') return verifiedButRejected(outcome, 400, found)
  const resource = [resources.resource, ...resources.parents].find(({ id }) => id === found[0])
  if (resource === undefined) return verifiedButRejected(outcome, 400, 'resource-token-foreign')
  const { publicKey } = asked
  const { lifetimeSeconds } = settings
  tokens.rememberAsked({ kind: 'resource', tenancy: resource.tenancy, user: resource.id }, publicKey)
  const claims = resourceClaims(resource)
  return verified(outcome, (_principal, fault) => answerToken(tokens, { claims, publicKey, lifetimeSeconds }, fault))
}

function verifyResource(
  { tenancy: { authority }, resources }: ResourceParts,
  request: ReceivedRequest,
  versions: readonly KeyVersion[],
): Accepted | Refused {
  const judge: Authority = {
    ...authority,
    findKey: (keyId) => (keyId.startsWith('resource/') ? resources.findKey(keyId, versions) : authority.findKey(keyId)),
    allKeys: () => [...resources.allKeys(), ...authority.allKeys()],
  }
  return verifyRequest(request, judge)
}
