// The dialog that adds faults and clears them.
import type { InspectorState } from '../../inspector-state.ts'
import { fill, h } from '../dom.ts'
import { tell } from '../live.ts'
import { makeDialog } from './dialog.ts'

type Faults = InspectorState['faults']

const EFFECTS: readonly (readonly [label: string, effect: object])[] = [
  ['429 Too many requests', { status: 429, headers: { 'retry-after': '1' } }],
  ['500 Internal server error', { status: 500 }],
  ['503 Service unavailable', { status: 503 }],
  ['Close the connection', { reset: true }],
  ['Cut the answer in half', { truncate: true }],
  ['Only wait', {}],
  ['Token for another key', { token: 'wrong-key' }],
  ['Half of the token', { token: 'truncated' }],
  ['No token', { token: 'missing' }],
  ['Revoke the token', { revoke: true }],
]

export function faultsDialog(): {
  element: HTMLElement
  open: () => void
  show: (faults: Faults) => void
} {
  const { element, body, open, attempt } = makeDialog('Faults', 'faults-dialog')
  const act = (asked: object): void => attempt(tell('faults', asked))
  const list = h('ul', { class: 'rules' })
  const effect = h(
    'select',
    { id: 'fault-effect' },
    ...EFFECTS.map(([label], index) => h('option', { value: index }, label)),
  )
  const method = h(
    'select',
    { id: 'fault-method' },
    ...['any', 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'].map((name) => h('option', {}, name)),
  )
  const path = h('input', { id: 'fault-path', placeholder: 'every path', spellcheck: 'false', autocomplete: 'off' })
  const times = h('input', { id: 'fault-times', type: 'number', min: 1, value: 1 })
  const delay = h('input', { id: 'fault-delay', type: 'number', min: 0, value: 0 })
  const add = (event: Event): void => {
    event.preventDefault()
    const match = {
      ...(method.value === 'any' ? {} : { method: method.value }),
      ...(path.value === '' ? {} : { path: pathOf(path.value) }),
    }
    const delayMs = Number(delay.value)
    const chosen = EFFECTS[Number(effect.value)]?.[1] ?? {}
    const isWait = Object.keys(chosen).length === 0
    act({
      action: 'add',
      rule: {
        match,
        ...(times.value === '' ? {} : { times: Number(times.value) }),
        effect: { ...chosen, ...(delayMs > 0 || isWait ? { delayMs } : {}) },
      },
    })
  }
  const field = (label: string, input: HTMLElement): HTMLElement =>
    h('div', { class: 'field' }, h('label', { for: input.id }, label), input)
  fill(
    body,
    h(
      'p',
      { class: 'note' },
      'The emulator answers the next requests wrongly, late or not at all. The first rule that fits decides.',
    ),
    h(
      'form',
      { class: 'fields', submit: add },
      field('What happens', effect),
      field('Method', method),
      field('Path (end with * for all that begin so)', path),
      field('How many requests', times),
      field('Wait before (ms)', delay),
      h('button', { type: 'submit', class: 'primary' }, 'Add the fault'),
    ),
    h('h3', {}, 'Waiting'),
    list,
    h('div', { class: 'buttons' }, h('button', { type: 'button', click: () => act({ action: 'clear' }) }, 'Clear all')),
  )
  const show = (faults: Faults): void =>
    fill(list, ...(faults.length === 0 ? [h('li', { class: 'note' }, 'No fault is waiting.')] : faults.map(rule)))
  return { element, open, show }
}

const pathOf = (path: string): unknown => (path.endsWith('*') ? { startsWith: path.slice(0, -1) } : path)

const rule = ({ method = 'any method', path = 'every path', left, effect }: Faults[number]): HTMLElement =>
  h(
    'li',
    {},
    h('code', {}, effect === undefined ? 'a function chooses' : JSON.stringify(effect)),
    h('span', { class: 'note' }, `${method}, ${path}, ${left === undefined ? 'without end' : `${left} more`}`),
  )
