// Serves the inspector: only under names of this machine, and never to a page of another origin.
import { errorAnswer, jsonAnswer, type Answer } from '../service/answer.ts'
import { HARDENING, htmlAnswer } from '../service/html-answer.ts'
import { namesThisMachine } from '../service/own-host.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RecordedRequest } from '../records/recorder.ts'
import { renderPage } from './page.ts'

/** Whether a path is the inspector's. Its answers never have cross-origin headers, nor does it answer preflights. */
export const isInspectorPath = (target: string): boolean => VIEWS.has(pathOf(target))

/** What the inspector shows, and under which further host names. */
export interface InspectorView {
  readonly records: readonly RecordedRequest[]
  readonly allowedHosts: ReadonlySet<string>
}

/** The inspector's answer; `undefined` when the request is not for the inspector. */
export function answerInspector(
  request: ReceivedRequest,
  { records, allowedHosts }: InspectorView,
): Answer | undefined {
  const view = VIEWS.get(pathOf(request.target))
  if (view === undefined || !READS.has(request.method)) return undefined
  // A signed request comes from a client, which expects a verdict, whatever the path is.
  if (request.headers.has('authorization')) return undefined
  if (namesThisMachine(request, allowedHosts)) return view(records)
  return errorAnswer(403, {
    message:
      'The inspector answers only under a loopback name such as 127.0.0.1 or localhost. Ask under one, or name the host in "allowedHosts".',
  })
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

const VIEWS: ReadonlyMap<string, (records: readonly RecordedRequest[]) => Answer> = new Map([
  ['/', pageView],
  ['/inspector/requests', (records: readonly RecordedRequest[]) => jsonAnswer(200, records, HARDENING)],
])

function pageView(records: readonly RecordedRequest[]): Answer {
  return htmlAnswer({ status: 200, render: (nonce) => renderPage(records, nonce) })
}
