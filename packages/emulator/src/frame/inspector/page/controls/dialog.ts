// A dialog with a title and a way out, of which the browser takes the keyboard's care.
import { h } from '../dom.ts'

export interface Opened {
  readonly element: HTMLDialogElement
  readonly body: HTMLElement
  readonly open: () => void
}

export function makeDialog(title: string, id: string): Opened {
  const body = h('div', { class: 'dialog-body' })
  const element: HTMLDialogElement = h(
    'dialog',
    { id, 'aria-labelledby': `${id}-title` },
    h(
      'header',
      {},
      h('h2', { id: `${id}-title` }, title),
      h('button', { type: 'button', class: 'quiet', click: () => element.close() }, 'Close'),
    ),
    body,
  )
  // A click beside it closes it.
  element.addEventListener('click', ({ target }) => {
    if (target === element) element.close()
  })
  return { element, body, open: () => element.showModal() }
}
