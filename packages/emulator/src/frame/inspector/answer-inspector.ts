// Serves the inspector: only under names of this machine, and never to a page of another origin.
import { randomBytes } from 'node:crypto'
import { errorAnswer, jsonAnswer, type Answer } from '../service/answer.ts'
import { namesThisMachine } from '../service/own-host.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RecordedRequest } from '../records/recorder.ts'
import { renderPage } from './page.ts'

const HARDENING: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

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
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    status: 200,
    headers: { ...HARDENING, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy.join('; ') },
    body: Buffer.from(renderPage(records, nonce)),
  }
}
