// Serves the inspector: only under names of this machine, and never to a page of another origin. Nothing of it is recorded.
import { isEmulatorError } from '../../errors.ts'
import { headerValue, pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { emptyAnswer, errorAnswer, jsonAnswer, type Answer } from '../service/answer.ts'
import { HARDENING } from '../service/html-answer.ts'
import { namesThisMachine } from '../service/own-host.ts'
import type { StreamedAnswer } from '../service/streamed-answer.ts'
import { isOfThisOrigin, refuseControl } from './control-guard.ts'
import { CONTROLS, type Control } from './controls.ts'
import type { Inspector } from './inspector.ts'

type Inspected = Answer | StreamedAnswer

/** Whether a path is the inspector's. Its answers never have cross-origin headers, nor does it answer preflights. */
export const isInspectorPath = (target: string): boolean => VIEWS.has(pathOf(target)) || CONTROLS.has(pathOf(target))

/** The inspector's answer; `undefined` when the request is not for the inspector. */
export function answerInspector(
  request: ReceivedRequest,
  inspector: Inspector,
): Inspected | Promise<Inspected> | undefined {
  const path = pathOf(request.target)
  const view = READS.has(request.method) ? VIEWS.get(path) : undefined
  const control = CONTROLS.get(path)
  if (view === undefined && control === undefined) return undefined
  // A signed request comes from a client, which expects a verdict, whatever the path is.
  if (request.headers.has('authorization')) return undefined
  if (!namesThisMachine(request, inspector.ground.allowedHosts)) return refusal(403, FOREIGN_HOST)
  return view === undefined ? control && answerControl(request, inspector, control) : view(inspector, request)
}

const FOREIGN_HOST =
  'The inspector answers only under a loopback name such as 127.0.0.1 or localhost. Ask under one, or name the host in "allowedHosts".'

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

type View = (inspector: Inspector, request: ReceivedRequest) => Inspected | Promise<Inspected>

const VIEWS: ReadonlyMap<string, View> = new Map<string, View>([
  ['/', pageView],
  ['/inspector/requests', ({ ground }) => jsonAnswer(200, ground.recorder.records, HARDENING)],
  ['/inspector/events', eventsView],
])

/** The page loads late: most emulators are never looked at. */
async function pageView({ token }: Inspector): Promise<Answer> {
  const { answerPage } = await import('./page-document.ts')
  return answerPage(token)
}

/** A page of another origin could not read the events, but it could take all the places there are. */
function eventsView({ readers }: Inspector, request: ReceivedRequest): Inspected {
  const site = headerValue(request, 'sec-fetch-site') ?? 'none'
  const isForeign = request.headers.has('origin') ? !isOfThisOrigin(request) : !OWN_SITES.has(site)
  if (isForeign) return refusal(403, 'The events are for the inspector’s own page. Open that.')
  if (request.method === 'HEAD') return emptyAnswer(200, HARDENING)
  return readers.open(headerValue(request, 'last-event-id'))
}

const OWN_SITES: ReadonlySet<string> = new Set(['same-origin', 'none'])

function answerControl(request: ReceivedRequest, inspector: Inspector, control: Control): Answer {
  if (request.method !== 'POST') {
    const message = 'The inspector is told what to change with POST. Use its page.'
    return errorAnswer(405, { message, headers: { ...HARDENING, allow: 'POST' } })
  }
  const refused = refuseControl(request, inspector.token)
  if (refused !== undefined) return errorAnswer(refused.status, { ...refused, headers: HARDENING })
  try {
    control(inspector.ground, request.body)
  } catch (error) {
    if (isEmulatorError(error)) return refusal(400, error.message)
    throw error
  }
  inspector.readers.tellState()
  return jsonAnswer(200, inspector.state(), HARDENING)
}

const refusal = (status: number, message: string): Answer => errorAnswer(status, { message, headers: HARDENING })
