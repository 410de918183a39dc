// Asks the services what a request is, and decides who performs it: the service, the upstream, or nobody unless the option `soft` lets it through.
import type { ReceivedRequest } from '../proof/request/received-request.ts'
import { verifyRequest } from '../proof/verify-request.ts'
import type { Frame } from './frame.ts'
import { notFound, type Answer } from './service/answer.ts'
import { verifiedCall, type Examined } from './service/examined.ts'
import { letThrough } from './soft/let-through.ts'
import { forwardRequest, loopAnswer } from './upstream/forward-request.ts'
import { wentThrough } from './upstream/forwarded-headers.ts'

/** @param gone - ends what the upstream is asked */
export async function examineRequest(frame: Frame, request: ReceivedRequest, gone: AbortSignal): Promise<Examined> {
  const { upstream } = frame.settings
  const { examined, yields } = await askServices(frame, request)
  if (upstream === undefined || !yields) return letThrough(frame, request, examined)
  // Whatever its verdict is: on its way it lost what proved it.
  if (wentThrough(request)) return { ...examined, respond: loopAnswer }
  const forward = (): Promise<Answer> => forwardRequest(upstream, request, gone)
  const isGenuine = examined.judgement.verdict === 'accepted'
  const forwarding = isGenuine
    ? { respond: forward, forwarded: true }
    : { respondUnverified: examined.respondUnverified && forward }
  const softened = letThrough(frame, request, { ...examined, ...forwarding })
  return softened.letThrough === true ? { ...softened, forwarded: true } : softened
}

async function askServices(
  { services, tenancy }: Frame,
  request: ReceivedRequest,
): Promise<{ readonly examined: Examined; readonly yields: boolean }> {
  for (const service of services) {
    const examined = await service.examine(request)
    if (examined !== undefined) return { examined, yields: service.yieldsToUpstream === true }
  }
  // No service takes this path. A caller has to be verified before it is told so.
  return { examined: verifiedCall(verifyRequest(request, tenancy.authority), notFound), yields: true }
}
