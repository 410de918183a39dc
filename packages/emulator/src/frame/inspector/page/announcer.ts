// Says to screen readers what happens, and shows it for a moment: copies, and how many requests came.
import type { RecordedRequest } from '../../records/recorder.ts'
import { h } from './dom.ts'

const SHOWN_MS = 4000
/** Requests are counted together for so long: nobody can listen to each. */
const GATHER_MS = 4000

export class Announcer {
  readonly element: HTMLElement
  readonly #toast = h('p', { class: 'toast', role: 'status' })
  readonly #arrivals = h('p', { class: 'hidden', role: 'status' })
  #hiding: ReturnType<typeof setTimeout> | undefined
  #gathering: ReturnType<typeof setTimeout> | undefined
  #came = 0
  #refused = 0

  constructor() {
    this.element = h('div', { class: 'announcer' }, this.#toast, this.#arrivals)
  }

  say(text: string): void {
    this.#toast.textContent = text
    this.#toast.classList.add('shown')
    clearTimeout(this.#hiding)
    this.#hiding = setTimeout(() => this.#toast.classList.remove('shown'), SHOWN_MS)
  }

  count(records: readonly RecordedRequest[]): void {
    this.#came += records.length
    this.#refused += records.filter(({ verdict }) => verdict === 'refused').length
    if (this.#gathering === undefined) this.#gathering = setTimeout(() => this.#tell(), GATHER_MS)
  }

  #tell(): void {
    this.#gathering = undefined
    this.#arrivals.textContent = `${this.#came} new requests, ${this.#refused} refused.`
    this.#came = 0
    this.#refused = 0
  }
}
