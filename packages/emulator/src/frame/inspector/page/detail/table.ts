// Names, values and what they mean, as a list of terms.
import type { Decoded } from '../decode.ts'
import { h } from '../dom.ts'

export const section = (title: string, ...content: readonly (Node | undefined)[]): HTMLElement =>
  h('section', {}, h('h3', {}, title), ...content)

/** A section of its own; `undefined` when there is nothing to show. */
export const table = (title: string, rows: readonly Decoded[]): HTMLElement | undefined =>
  rows.length === 0 ? undefined : section(title, termList(rows))

export function termList(rows: readonly Decoded[]): HTMLElement {
  return h(
    'dl',
    { class: 'terms' },
    ...rows.map(({ name, value, note, isSigned = false }) =>
      h(
        'div',
        {},
        h('dt', {}, name, isSigned && h('span', { class: 'signed-mark' }, 'signed')),
        h('dd', {}, h('span', { class: 'value' }, value), note !== undefined && h('span', { class: 'note' }, note)),
      ),
    ),
  )
}
