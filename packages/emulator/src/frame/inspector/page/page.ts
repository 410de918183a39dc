// The parts of the page and what flows between them.
import type { RecordedRequest } from '../../records/recorder.ts'
import type { InspectorState } from '../inspector-state.ts'
import { Announcer } from './announcer.ts'
import { clockDialog } from './controls/clock.ts'
import { makeDialog } from './controls/dialog.ts'
import { faultsDialog } from './controls/faults.ts'
import { showDetail } from './detail/detail.ts'
import { fill, h } from './dom.ts'
import { emptyState } from './empty-state.ts'
import { EVERYTHING, filterFromFragment, filterToFragment } from './filter.ts'
import { listen } from './live.ts'
import { Store } from './store.ts'
import { restoreTheme, switchTheme } from './theme.ts'
import { Toolbar } from './toolbar.ts'
import { VirtualList } from './virtual-list.ts'

export class Page {
  readonly #store = new Store()
  readonly #announcer = new Announcer()
  readonly #list = new VirtualList({ onChoose: (number, isOpened) => this.#choose(number, isOpened) })
  readonly #detail = h('section', { class: 'detail', 'aria-labelledby': 'detail-title', tabindex: 0 })
  readonly #empty = h('div', { class: 'empty' })
  readonly #clock = clockDialog()
  readonly #faults = faultsDialog()
  readonly #toolbar: Toolbar
  readonly #body: HTMLElement
  #run: string | undefined
  #open: RecordedRequest | undefined

  constructor(body: HTMLElement) {
    this.#body = body
    this.#store.filter = filterFromFragment(location.hash)
    this.#toolbar = new Toolbar(this.#store, {
      onFilter: () => this.#keepFilter(),
      onPause: () => this.#store.pause(!this.#store.isPaused),
      onClock: () => this.#clock.open(),
      onFaults: () => this.#faults.open(),
      onTheme: switchTheme,
    })
  }

  begin(): void {
    restoreTheme()
    const requests = h('div', { class: 'requests' }, this.#list.element, this.#empty)
    fill(
      this.#body,
      this.#toolbar.element,
      h('main', {}, requests, this.#detail),
      this.#clock.element,
      this.#faults.element,
      this.#announcer.element,
    )
    showDetail(this.#detail, undefined, this.#events)
    this.#store.onChange(() => this.#update())
    this.#update()
    document.addEventListener('keydown', (event) => this.#press(event))
    setInterval(() => this.#tick(), 1000)
    listen({
      onRequests: (records) => this.#take(records),
      onState: (state) => this.#show(state),
      onConnection: (connection) => this.#toolbar.showConnection(connection),
    })
  }

  readonly #events = {
    onBack: (): void => this.#back(),
    onCopy: (text: string, what: string): void => void this.#copy(text, what),
  }

  #take(records: readonly RecordedRequest[]): void {
    const added = this.#store.add(records)
    if (!this.#store.isPaused) this.#announcer.count(added)
  }

  #show(state: InspectorState): void {
    // Another emulator listens here now: its page has another token.
    if (this.#run !== undefined && this.#run !== state.run) location.reload()
    this.#run = state.run
    this.#store.setLimit(state.limit)
    this.#store.forgetBefore(state.since)
    this.#toolbar.showState(state)
    this.#clock.show(state.clock)
    this.#faults.show(state.faults)
  }

  #update(): void {
    const { shown, total } = this.#store
    this.#toolbar.update()
    this.#list.show(shown)
    fill(this.#empty, shown.length === 0 && emptyState(total > 0, () => this.#showAll()))
  }

  #showAll(): void {
    this.#toolbar.search.value = ''
    this.#store.filter = EVERYTHING
    this.#keepFilter()
    this.#list.element.focus()
  }

  #keepFilter(): void {
    history.replaceState(null, '', `${location.pathname}#${filterToFragment(this.#store.filter)}`)
  }

  #choose(number: number, isOpened: boolean): void {
    const record = this.#store.find(number)
    if (record === undefined) return
    if (record !== this.#open) showDetail(this.#detail, record, this.#events)
    this.#open = record
    if (!isOpened) return
    this.#body.classList.add('opened')
    this.#detail.querySelector<HTMLElement>('#detail-title')?.focus()
  }

  #back(): void {
    this.#body.classList.remove('opened')
    this.#list.element.focus()
  }

  async #copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.#announcer.say(`Copied as ${what}.`)
    } catch {
      this.#offer(text, what)
    }
  }

  /** Where the browser lets no page write to the clipboard, the reader does. */
  #offer(text: string, what: string): void {
    const { element, body, open } = makeDialog(`Copy as ${what}`, 'copy-dialog')
    const area = h('textarea', { readonly: true, rows: 16, 'aria-label': what })
    area.value = text
    body.append(area)
    element.addEventListener('close', () => element.remove())
    this.#body.append(element)
    open()
    area.select()
  }

  #tick(): void {
    this.#toolbar.tick()
    this.#clock.tick()
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return
    const isTyping = event.target instanceof HTMLInputElement
    if (event.key === 'Escape') {
      this.#back()
      return
    }
    if (isTyping) return
    if (event.key === '/') {
      event.preventDefault()
      this.#toolbar.search.focus()
    }
    if (event.key === 'p') this.#store.pause(!this.#store.isPaused)
  }
}
