// A list of which only what can be seen is in the document, so that ten thousand rows are as light as forty.
import type { RecordedRequest } from '../../records/recorder.ts'
import { h } from './dom.ts'
import { makeRow } from './row.ts'

/** Of the style sheet: each row is as high. */
const ROW_HEIGHT = 60
/** Rows above and below what can be seen. */
const SPARE = 6

export interface ListEvents {
  /** The reader chose a request: by the arrow keys, or to open it. */
  readonly onChoose: (number: number, isOpened: boolean) => void
}

export class VirtualList {
  readonly element: HTMLElement
  readonly #space = h('div', { class: 'space', role: 'presentation' })
  readonly #rows = new Map<number, HTMLElement>()
  readonly #events: ListEvents
  /** The oldest first; shown the other way round. */
  #records: readonly RecordedRequest[] = []
  #newest = 0
  #chosen: number | undefined
  #isAsked = false

  constructor(events: ListEvents) {
    this.#events = events
    this.element = h(
      'div',
      {
        role: 'listbox',
        'aria-label': 'Requests, the newest first',
        class: 'list',
        tabindex: 0,
        scroll: () => this.#ask(),
        keydown: (event: KeyboardEvent) => this.#press(event),
        click: (event: MouseEvent) => this.#click(event),
      },
      this.#space,
    )
    new ResizeObserver(() => this.#ask()).observe(this.element)
  }

  /** Shows these; what was looked at stays where it is while newer ones arrive above. */
  show(records: readonly RecordedRequest[]): void {
    this.#records = records
    const newer = this.element.scrollTop > 0 ? this.#newerThan(this.#newest) : 0
    this.#newest = records.at(-1)?.number ?? 0
    this.#space.style.height = `${records.length * ROW_HEIGHT}px`
    if (newer > 0) this.element.scrollTop += newer * ROW_HEIGHT
    this.#ask()
  }

  #newerThan(number: number): number {
    let count = 0
    while ((this.#records.at(-1 - count)?.number ?? 0) > number) count += 1
    return count
  }

  /** Draws with the next frame, however often it is asked. */
  #ask(): void {
    if (this.#isAsked) return
    this.#isAsked = true
    requestAnimationFrame(() => {
      this.#isAsked = false
      this.#draw()
    })
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.element
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE)
    const last = Math.min(this.#records.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE)
    const seen = new Set<number>()
    for (let index = first; index < last; index++) {
      const record = this.#at(index)
      if (record === undefined) continue
      seen.add(record.number)
      this.#place(record, index)
    }
    for (const [number, row] of this.#rows) {
      if (seen.has(number)) continue
      row.remove()
      this.#rows.delete(number)
    }
    const isDrawn = this.#chosen !== undefined && seen.has(this.#chosen)
    if (isDrawn) this.element.setAttribute('aria-activedescendant', `request-${this.#chosen}`)
    else this.element.removeAttribute('aria-activedescendant')
  }

  #place(record: RecordedRequest, index: number): void {
    const { number } = record
    let row = this.#rows.get(number)
    if (row === undefined) {
      row = makeRow(record)
      this.#rows.set(number, row)
      this.#space.append(row)
    }
    row.style.transform = `translateY(${index * ROW_HEIGHT}px)`
    row.setAttribute('aria-posinset', String(index + 1))
    row.setAttribute('aria-setsize', String(this.#records.length))
    row.setAttribute('aria-selected', String(number === this.#chosen))
  }

  /** @param index - counted from the newest */
  #at(index: number): RecordedRequest | undefined {
    return index < 0 ? undefined : this.#records[this.#records.length - 1 - index]
  }

  #click(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-number]') : null
    if (row !== null) this.#choose(Number(row.dataset['number']), true)
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      if (this.#chosen !== undefined) this.#choose(this.#chosen, true)
      event.preventDefault()
      return
    }
    const to = this.#target(event.key)
    if (to === undefined) return
    event.preventDefault()
    const index = Math.min(Math.max(to, 0), this.#records.length - 1)
    const record = this.#at(index)
    if (record === undefined) return
    this.#reveal(index)
    this.#choose(record.number, false)
  }

  /** The place that a key leads to. */
  #target(key: string): number | undefined {
    const at = this.#records.findLastIndex(({ number }) => number === this.#chosen)
    const present = at === -1 ? -1 : this.#records.length - 1 - at
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 1)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
    }
    if (key === 'Home') return 0
    if (key === 'End') return this.#records.length - 1
    const step = steps[key]
    return step === undefined ? undefined : present + step
  }

  #reveal(index: number): void {
    const [top, bottom] = [index * ROW_HEIGHT, (index + 1) * ROW_HEIGHT]
    const { scrollTop, clientHeight } = this.element
    if (top < scrollTop) this.element.scrollTop = top
    else if (bottom > scrollTop + clientHeight) this.element.scrollTop = bottom - clientHeight
  }

  #choose(number: number, isOpened: boolean): void {
    this.#chosen = number
    this.#ask()
    this.#events.onChoose(number, isOpened)
  }
}
