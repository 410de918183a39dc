// A dialog with a title and a way out, of which the browser takes the keyboard's care.
import { h } from '../dom.ts'

export interface Opened {
  readonly element: HTMLDialogElement
  readonly body: HTMLElement
  readonly open: () => void
  /** Says within the dialog why something failed: what lies behind it can be neither seen nor heard while it is open. */
  readonly attempt: (work: Promise<unknown>) => void
}

export function makeDialog(title: string, id: string): Opened {
  const body = h('div', { class: 'dialog-body' })
  const problem = h('p', { class: 'problem', role: 'alert' })
  const element: HTMLDialogElement = h(
    'dialog',
    { id, 'aria-labelledby': `${id}-title` },
    h(
      'header',
      {},
      h('h2', { id: `${id}-title` }, title),
      h('button', { type: 'button', class: 'quiet', click: () => element.close() }, 'Close'),
    ),
    problem,
    body,
  )
  const attempt = (work: Promise<unknown>): void => {
    problem.textContent = ''
    work.catch((error: Error) => {
      problem.textContent = error.message
    })
  }
  // A click beside it closes it.
  element.addEventListener('click', ({ target }) => {
    if (target === element) element.close()
  })
  const open = (): void => {
    problem.textContent = ''
    element.showModal()
  }
  return { element, body, open, attempt }
}
