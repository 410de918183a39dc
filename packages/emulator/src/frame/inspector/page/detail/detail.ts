// One request, opened: what became of it and why, what was signed beside what was received, its headers and its token.
import type { RecordedRequest } from '../../../records/recorder.ts'
import { asCurl } from '../copy/curl.ts'
import { asTest } from '../copy/test-code.ts'
import { decodeClaims, decodeHeaders, decodeQuery } from '../decode.ts'
import { fill, h, icon } from '../dom.ts'
import { besides, dayAndTime, duration, hasTwoTimes, timeOfDay } from '../time.ts'
import { statusText, VERDICT_WORDS } from '../verdicts.ts'
import { comparison } from './comparison.ts'
import { termList, section, table } from './table.ts'
import { tokenBar } from './token-bar.ts'

export interface DetailEvents {
  readonly onBack: () => void
  readonly onCopy: (text: string, what: string) => void
}

/** Shows the request in `element`; nothing while none is chosen. */
export function showDetail(element: HTMLElement, record: RecordedRequest | undefined, events: DetailEvents): void {
  if (record === undefined) {
    fill(
      element,
      h('p', { class: 'hint' }, 'Choose a request to see what was signed, what was received, and what to do.'),
    )
    return
  }
  fill(
    element,
    head(record, events),
    verdict(record),
    comparison(record),
    token(record),
    table('Query, decoded', decodeQuery(record)),
    section('Headers', termList(decodeHeaders(record))),
    facts(record),
  )
  element.scrollTop = 0
}

function head(record: RecordedRequest, { onBack, onCopy }: DetailEvents): HTMLElement {
  const copy = (label: string, make: () => string): HTMLElement =>
    h('button', { type: 'button', click: () => onCopy(make(), label) }, icon('copy'), `Copy as ${label}`)
  return h(
    'header',
    { class: 'detail-head' },
    h(
      'button',
      { type: 'button', class: 'back', click: onBack },
      icon('back'),
      h('span', { class: 'hidden' }, 'Back to '),
      'Requests',
    ),
    h(
      'h2',
      { tabindex: -1, id: 'detail-title' },
      h('span', { class: 'method' }, record.method),
      ' ',
      h('span', { class: 'whole-target' }, record.target),
    ),
    h(
      'div',
      { class: 'actions' },
      copy('curl', () => asCurl(record, location.origin)),
      copy('test', () => asTest(record)),
    ),
  )
}

function verdict(record: RecordedRequest): HTMLElement {
  const { reason, explanation, remedy, status } = record
  return h(
    'div',
    { class: `verdict ${record.verdict}` },
    h(
      'p',
      { class: 'verdict-line' },
      h('span', { class: 'mark' }, icon(record.verdict)),
      h('strong', {}, VERDICT_WORDS[record.verdict]),
      h('span', { class: 'status' }, status === 0 ? 'connection closed' : `answered ${statusText(record)}`),
      reason !== undefined && h('code', { class: 'reason' }, reason),
    ),
    explanation !== undefined &&
      h('p', { class: 'why-long' }, h('span', { class: 'label' }, 'Why'), quoted(explanation)),
    remedy !== undefined &&
      h('p', { class: 'what-to-do' }, h('span', { class: 'label' }, 'What to do'), quoted(remedy)),
    record.fault !== undefined &&
      h('p', {}, h('span', { class: 'label' }, 'Fault'), h('code', {}, JSON.stringify(record.fault))),
  )
}

/** What stands between back quotes is code. */
const quoted = (text: string): HTMLElement =>
  h('span', {}, ...text.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part)))

function token(record: RecordedRequest): HTMLElement | undefined {
  const rows = decodeClaims(record)
  if (rows.length === 0) return undefined
  const trust = record.verdict === 'refused' ? 'as the token says, which was not verified' : 'its signature is not kept'
  return section('Token', h('p', { class: 'note' }, `The claims, ${trust}.`), tokenBar(record), termList(rows))
}

function facts(record: RecordedRequest): HTMLElement {
  const { caller, user, number, requestId, bodyBytes, realAt, at, keyId } = record
  const rows = [
    { name: 'arrived', value: `${dayAndTime(realAt)} UTC`, note: `${timeOfDay(realAt)} by the machine’s clock` },
    ...(hasTwoTimes(record)
      ? [{ name: 'emulator’s clock', value: `${dayAndTime(at)} UTC`, note: `judged as if it were ${besides(record)}` }]
      : []),
    { name: 'took', value: duration(record.durationMs) },
    { name: 'caller', value: caller?.user ?? user ?? 'not known', note: caller?.kind },
    ...(caller === undefined ? [] : [{ name: 'tenancy', value: caller.tenancy }]),
    ...(keyId === undefined ? [] : [{ name: 'key id', value: keyId }]),
    { name: 'body', value: `${bodyBytes} bytes`, note: 'not kept' },
    { name: 'opc-request-id', value: requestId },
    { name: 'number', value: String(number) },
  ]
  return section('Request', termList(rows))
}
