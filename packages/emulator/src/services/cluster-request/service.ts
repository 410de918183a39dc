// The endpoint of the Container Engine to which a cluster sends the token that kubectl showed it: an address with its signature in it.
import { jsonAnswer, notFound } from '../../frame/service/answer.ts'
import { rejected, verified, type Examined } from '../../frame/service/examined.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { callerOf } from '../../proof/principal.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { signedTarget } from './signed-target.ts'

const CLUSTER_PATH = /^\/cluster_request\/([^/?]+)(?:\?|$)/

export const clusterRequest: ServiceRow<object> = {
  start: ({ tenancy }) => ({ examine: (request) => examineClusterRequest(tenancy, request) }),
}

/** `undefined` when the request is for another service. */
function examineClusterRequest({ names, authority }: Tenancy, request: ReceivedRequest): Examined | undefined {
  const cluster = CLUSTER_PATH.exec(request.target)?.[1]
  if (cluster === undefined) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return rejected(405, 'cluster-request-read-only')
  const signed = signedTarget(request)
  return verified(verifyRequest(signed, authority), (principal) =>
    cluster === names.cluster ? jsonAnswer(200, { caller: callerOf(principal) }) : notFound(),
  )
}
