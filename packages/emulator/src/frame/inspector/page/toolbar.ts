// The bar above the list: whether it is live, counts that filter, the search, the pause, clock, faults and the colours.
import type { InspectorState } from '../inspector-state.ts'
import { clockNote, emulatorTime } from './controls/clock.ts'
import { fill, h, icon } from './dom.ts'
import type { Connection } from './live.ts'
import type { Store } from './store.ts'
import { timeOfDay } from './time.ts'
import { VERDICT_WORDS, VERDICTS } from './verdicts.ts'

export interface ToolbarEvents {
  readonly onFilter: () => void
  readonly onPause: () => void
  readonly onClock: () => void
  readonly onFaults: () => void
  readonly onTheme: () => void
}

const CONNECTION_WORDS: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Emulator gone, trying again',
}

export class Toolbar {
  readonly element: HTMLElement
  readonly search: HTMLInputElement
  readonly #store: Store
  readonly #connection = h('span', { class: 'connection connecting', role: 'status' }, CONNECTION_WORDS.connecting)
  readonly #pause: HTMLButtonElement
  readonly #clock: HTMLButtonElement
  readonly #faults: HTMLButtonElement
  readonly #chips: ReadonlyMap<string, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>
  #state: InspectorState | undefined

  constructor(store: Store, events: ToolbarEvents) {
    this.#store = store
    this.search = h('input', {
      type: 'search',
      id: 'search',
      placeholder: 'Search',
      'aria-label': 'Search',
      spellcheck: 'false',
      autocomplete: 'off',
      input: () => this.#filter(events),
    })
    this.#pause = h('button', { type: 'button', class: 'pause', click: events.onPause })
    this.#clock = h('button', { type: 'button', class: 'clock', click: events.onClock })
    this.#faults = h('button', { type: 'button', class: 'faults', click: events.onFaults })
    this.#chips = new Map(VERDICTS.map((verdict) => [verdict, this.#chip(verdict, events)]))
    const theme = h(
      'button',
      { type: 'button', class: 'theme', 'aria-label': 'Light or dark', title: 'Light or dark', click: events.onTheme },
      icon('theme'),
    )
    this.element = h(
      'header',
      { class: 'bar' },
      h('div', { class: 'brand' }, h('h1', {}, 'OCI emulator'), this.#connection),
      h('div', { class: 'tools' }, this.#pause, this.#clock, this.#faults, theme),
      h(
        'div',
        { class: 'filters', role: 'group', 'aria-label': 'Show only' },
        ...[...this.#chips.values()].map(({ button }) => button),
      ),
      h('div', { class: 'search' }, icon('search'), this.search),
    )
    this.search.value = store.filter.search
    this.update()
  }

  update(): void {
    const { counts, filter, isPaused, waiting } = this.#store
    for (const [verdict, { button, count }] of this.#chips) {
      count.textContent = String(counts[verdict] ?? 0)
      button.setAttribute('aria-pressed', String(filter.verdicts.has(verdict)))
    }
    this.#pause.classList.toggle('paused', isPaused)
    fill(
      this.#pause,
      icon(isPaused ? 'play' : 'pause'),
      h('span', { class: 'words' }, isPaused ? `Resume${waiting > 0 ? ` (${waiting} new)` : ''}` : 'Pause'),
    )
  }

  showConnection(connection: Connection): void {
    this.#connection.className = `connection ${connection}`
    this.#connection.textContent = CONNECTION_WORDS[connection]
  }

  showState(state: InspectorState): void {
    this.#state = state
    const { faults } = state
    this.#faults.classList.toggle('active', faults.length > 0)
    fill(
      this.#faults,
      icon('faulted'),
      h('span', { class: 'words' }, 'Faults'),
      faults.length > 0 && h('span', { class: 'count' }, String(faults.length)),
    )
    this.tick()
  }

  /** Once a second. */
  tick(): void {
    if (this.#state === undefined) return
    const { clock } = this.#state
    const note = clockNote(clock)
    this.#clock.classList.toggle('active', note !== '')
    fill(
      this.#clock,
      icon('clock'),
      h('span', { class: 'hidden' }, 'Emulator’s clock '),
      h('span', { class: 'digits' }, timeOfDay(emulatorTime(clock)).slice(0, 8)),
      note === '' ? h('span', { class: 'zone' }, 'UTC') : h('span', { class: 'count' }, note),
    )
  }

  #chip(verdict: (typeof VERDICTS)[number], events: ToolbarEvents): { button: HTMLButtonElement; count: HTMLElement } {
    const count = h('span', { class: 'count' }, '0')
    const click = (): void => {
      const verdicts = new Set(this.#store.filter.verdicts)
      if (!verdicts.delete(verdict)) verdicts.add(verdict)
      this.#store.filter = { ...this.#store.filter, verdicts }
      events.onFilter()
    }
    return {
      count,
      button: h(
        'button',
        { type: 'button', class: `chip ${verdict}`, 'aria-pressed': 'false', click },
        icon(verdict),
        VERDICT_WORDS[verdict],
        count,
      ),
    }
  }

  #filter({ onFilter }: ToolbarEvents): void {
    this.#store.filter = { ...this.#store.filter, search: this.search.value }
    onFilter()
  }
}
