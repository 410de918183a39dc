// From a received request to an answer: verify, apply faults, dispatch, record.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultEffect } from '../faults.ts'
import { answerRequestId } from '../ids.ts'
import { answerInspector, isInspectorPath } from '../inspector/answer-inspector.ts'
import { examineDataPlane } from '../data-plane/examine-data-plane.ts'
import { examineFederation } from '../federation/examine-federation.ts'
import { examineMetadata, isMetadataPath } from '../metadata/examine-metadata.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../protocol/received-request.ts'
import { verifyRequest } from '../protocol/verify-request.ts'
import type { Judgement } from '../recorder.ts'
import type { World } from '../world.ts'
import { errorAnswer, type Answer } from './answer.ts'
import { answerPreflight, CORS_HEADERS } from './cors.ts'
import { verified, type Examined } from './examined.ts'
import { dispatch } from './router.ts'

/**
 * @param signal - ends the waits of faults when the emulator closes
 * @returns `undefined` when the connection is to be closed without an answer
 */
export async function performRequest(
  world: World,
  request: ReceivedRequest,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const aside = answerInspector(request, world.recorder.records)
  if (aside !== undefined) return aside
  const preflight = allowsOrigins(world, request) ? answerPreflight(request) : undefined
  if (preflight !== undefined) return preflight
  const { judgement, respond } = await examine(world, request)
  const effect = world.faults.take(request.method, pathOf(request.target))
  if (effect?.delayMs !== undefined) await sleep(effect.delayMs, undefined, { signal, ref: false })
  const { answer, faulted } = await applyFault(effect, respond)
  return finish(world, request, { answer, judgement: faulted ? { ...judgement, ...FAULTED } : judgement })
}

async function examine(world: World, request: ReceivedRequest): Promise<Examined> {
  return (
    examineMetadata(world, request) ??
    (await examineFederation(world, request)) ??
    examineDataPlane(world, request) ??
    examineApiCall(world, request)
  )
}

const examineApiCall = (world: World, request: ReceivedRequest): Examined =>
  verified(verifyRequest(request, world.authority), (principal) => dispatch(world.routes, request, principal))

interface Performed {
  readonly answer: Answer | undefined
  readonly judgement: Judgement
}

/** Records the request and completes the answer with the headers that every answer has. */
export function finish(world: World, request: ReceivedRequest, { answer, judgement }: Performed): Answer | undefined {
  const requestId = answerRequestId(headerValue(request, 'opc-request-id'))
  world.recorder.add(request, judgement, { at: world.clock.now(), status: answer?.status ?? 0, requestId })
  if (answer === undefined) return undefined
  const cors = allowsOrigins(world, request) ? CORS_HEADERS : {}
  return { ...answer, headers: { ...answer.headers, ...cors, 'opc-request-id': requestId } }
}

const allowsOrigins = ({ settings }: World, { target }: ReceivedRequest): boolean =>
  settings.cors && !isInspectorPath(target) && !isMetadataPath(target)

const FAULTED = {
  verdict: 'faulted',
  reason: 'fault',
  explanation: 'A fault rule took the place of the answer.',
} as const satisfies Partial<Judgement>

interface Faulted {
  readonly answer: Answer | undefined
  readonly faulted: boolean
}

async function applyFault(effect: FaultEffect | undefined, respond: Examined['respond']): Promise<Faulted> {
  if (effect === undefined) return { answer: await respond(), faulted: false }
  if ('status' in effect) return { answer: errorAnswer(effect.status, effect), faulted: true }
  if ('reset' in effect) return { answer: undefined, faulted: true }
  if ('truncate' in effect) return { answer: truncate(await respond()), faulted: true }
  if ('token' in effect) return { answer: await respond(effect.token), faulted: true }
  return { answer: await respond(), faulted: false }
}

const truncate = (answer: Answer): Answer => ({ ...answer, body: answer.body.subarray(0, answer.body.length >> 1) })
