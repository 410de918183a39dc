// What stands in the place of the list while there is nothing to list.
import { h } from './dom.ts'

/** @param isFiltered - whether there are requests, but none that pass the filter */
export function emptyState(isFiltered: boolean, onShowAll: () => void): HTMLElement {
  if (isFiltered)
    return h(
      'div',
      {},
      h('h2', {}, 'No request passes the filter'),
      h('button', { type: 'button', click: onShowAll }, 'Show all'),
    )
  return h(
    'div',
    {},
    h('h2', {}, 'No request yet'),
    h('p', {}, 'Send one, and it appears here at once. Without a signature it is refused, and you see why:'),
    h('pre', { tabindex: 0 }, h('code', {}, `curl ${location.origin}/20160918/regions`)),
    h(
      'p',
      { class: 'keys' },
      h('kbd', {}, '/'),
      ' search  ',
      h('kbd', {}, '↑'),
      h('kbd', {}, '↓'),
      ' choose  ',
      h('kbd', {}, 'Enter'),
      ' open  ',
      h('kbd', {}, 'Esc'),
      ' back  ',
      h('kbd', {}, 'p'),
      ' pause',
    ),
  )
}
