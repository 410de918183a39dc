// The signing string as the client signed it, beside the one that was rebuilt from what was received.
import type { RecordedRequest } from '../../../records/recorder.ts'
import { compareLines, markChange, visible, type ComparedLine } from '../compare.ts'
import { authorizationParameters } from '../decode.ts'
import { h } from '../dom.ts'
import { termList, section } from './table.ts'

export function comparison(record: RecordedRequest): HTMLElement | undefined {
  const { signingString } = record
  if (signingString === undefined) return undefined
  const signed = record.verdict === 'accepted' ? signingString : record.signedString
  const parameters = authorizationParameters(record)
  return section(
    signed === undefined ? 'What had to be signed' : 'Signed beside received',
    signed === undefined ? plainLines(signingString) : bothLines(signingString, signed),
    parameters.length > 0
      ? h('details', {}, h('summary', {}, 'Authorization, taken apart'), termList(parameters))
      : undefined,
  )
}

const plainLines = (text: string): HTMLElement =>
  h('ol', { class: 'lines' }, ...text.split('\n').map((line) => h('li', {}, h('code', {}, line))))

function bothLines(received: string, signed: string): HTMLElement {
  const lines = compareLines(received, signed)
  if (lines.every(({ isSame }) => isSame))
    return h('div', {}, h('p', { class: 'note' }, 'Both are the same, line by line.'), plainLines(received))
  return h(
    'table',
    { class: 'comparison' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, h('span', { class: 'hidden' }, 'Line')),
        h('th', { scope: 'col' }, 'Signed by the client'),
        h('th', { scope: 'col' }, 'Received'),
      ),
    ),
    h('tbody', {}, ...lines.map(comparedRow)),
  )
}

function comparedRow(line: ComparedLine): HTMLElement {
  const { number, received = '', signed = '', isSame, isFirst } = line
  return h(
    'tr',
    { class: isSame ? 'same' : 'different', 'data-first': isFirst },
    h('th', { scope: 'row' }, String(number)),
    h(
      'td',
      { 'data-label': 'signed' },
      side(line.signed, received),
      isFirst && h('span', { class: 'first' }, 'first difference'),
    ),
    h('td', { 'data-label': 'received' }, side(line.received, signed)),
  )
}

function side(text: string | undefined, other: string): HTMLElement {
  if (text === undefined) return h('em', {}, 'no such line')
  if (text === other) return h('code', {}, text)
  const { before, changed, after } = markChange(text, other)
  return h(
    'code',
    {},
    before,
    changed === ''
      ? h('mark', { class: 'gap' }, h('span', { class: 'hidden' }, 'something is missing here'))
      : h('mark', {}, visible(changed)),
    after,
  )
}
