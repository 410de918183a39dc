// From a received request to an answer: examine it, apply faults, perform, record.
import type { FaultEffect } from './faults/fault-rule.ts'
import { answerRequestId } from '../lib/ids.ts'
import { realSleep } from '../lib/real-timers.ts'
import { isInspectorPath } from './inspector/answer-inspector.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../proof/request/received-request.ts'
import { signingToken } from '../proof/request/signing-token.ts'
import type { Arrival } from './records/arrival.ts'
import type { Judgement } from './records/recorder.ts'
import { endpointOf, isLocal } from './endpoint.ts'
import { examineRequest } from './examine-request.ts'
import type { Frame } from './frame.ts'
import { errorAnswer, type Answer } from './service/answer.ts'
import { answerPreflight, CORS_HEADERS } from './cors.ts'
import type { Examined } from './service/examined.ts'

/** Under which circumstances a request is performed. */
export interface Circumstances {
  /** Ends the waits of faults when the emulator closes. */
  readonly closing: AbortSignal
  /** Aborts when the connection has ended, by whichever side: nobody waits for an answer any more. */
  readonly gone: AbortSignal
  readonly arrival: Arrival
}

/**
 * @returns `undefined` when the connection is to be closed without an answer
 */
export async function performRequest(
  frame: Frame,
  request: ReceivedRequest,
  { closing, gone, arrival }: Circumstances,
): Promise<Answer | undefined> {
  const preflight = allowsOrigins(frame, request) ? answerPreflight(request) : undefined
  if (preflight !== undefined) return preflight
  const first = await examineRequest(frame, request, gone)
  const fault = takeFault(frame, request)
  if (fault?.delayMs !== undefined) await realSleep(fault.delayMs, closing)
  // The fault has just revoked the token of this request, so the request is judged once more.
  const examined = fault && 'revoke' in fault ? await examineRequest(frame, request, gone) : first
  const { judgement } = examined
  const { answer, faulted, performed } = await applyFault(fault, examined.respond)
  return finish(frame, request, {
    answer: gone.aborted ? undefined : answer,
    judgement: faulted ? { ...judgement, ...FAULTED } : judgement,
    letThrough: performed && examined.letThrough === true,
    forwarded: performed && examined.forwarded === true,
    fault,
    arrival,
  })
}

function takeFault(frame: Frame, request: ReceivedRequest): FaultEffect | undefined {
  const { method, target } = request
  const token = (): string | undefined => signingToken(request)
  const fault = frame.faults.take({ method, target, path: endpointOf(frame.services, target), token })
  if (fault !== undefined && 'revoke' in fault) frame.tenancy.tokens.revoke(token() ?? '')
  return fault
}

interface Performed {
  readonly answer: Answer | undefined
  readonly judgement: Judgement
  readonly fault?: FaultEffect | undefined
  readonly letThrough?: boolean
  readonly forwarded?: boolean
  readonly arrival: Arrival
}

/** Records the request and completes the answer with the headers that every answer has. */
export function finish(frame: Frame, request: ReceivedRequest, performed: Performed): Answer | undefined {
  const { answer, judgement, ...circumstances } = performed
  const requestId = answerRequestId(headerValue(request, 'opc-request-id'))
  frame.recorder.add(request, judgement, {
    status: answer?.status ?? 0,
    requestId,
    fault: undefined,
    ...circumstances,
  })
  if (answer === undefined) return undefined
  const cors = allowsOrigins(frame, request) ? CORS_HEADERS : {}
  return { ...answer, headers: { ...answer.headers, ...cors, 'opc-request-id': requestId } }
}

const allowsOrigins = ({ settings, services }: Frame, { target }: ReceivedRequest): boolean =>
  settings.cors && !isInspectorPath(target) && !isLocal(services, target) && !isPage(services, target)

const isPage = (services: Frame['services'], target: string): boolean =>
  services.some(({ pagePaths = [] }) => pagePaths.includes(pathOf(target)))

const FAULTED = {
  verdict: 'faulted',
  reason: 'fault',
  explanation: 'A fault rule took the place of the answer.',
} as const satisfies Partial<Judgement>

interface Faulted {
  readonly answer: Answer | undefined
  readonly faulted: boolean
  /** Whether the request was performed, whatever became of its answer. */
  readonly performed: boolean
}

async function applyFault(effect: FaultEffect | undefined, respond: Examined['respond']): Promise<Faulted> {
  if (effect === undefined) return { answer: await respond(), faulted: false, performed: true }
  if ('status' in effect) return { answer: errorAnswer(effect.status, effect), faulted: true, performed: false }
  if ('reset' in effect) return { answer: undefined, faulted: true, performed: false }
  if ('truncate' in effect) return { answer: truncate(await respond()), faulted: true, performed: true }
  if ('token' in effect) return { answer: await respond(effect.token), faulted: true, performed: true }
  return { answer: await respond(), faulted: false, performed: true }
}

const truncate = (answer: Answer): Answer => ({ ...answer, body: answer.body.subarray(0, answer.body.length >> 1) })
