// The records that the page holds, those of them that pass the filter, and those that wait while it is paused.
import type { RecordedRequest } from '../../records/recorder.ts'
import { EVERYTHING, filterOf, type Filter } from './filter.ts'

/** However many the emulator keeps: a list of more would be higher than browsers can scroll. */
const MOST = 100_000

export class Store {
  #records: RecordedRequest[] = []
  #shown: RecordedRequest[] = []
  #waiting: RecordedRequest[] = []
  #filter = EVERYTHING
  #passes = filterOf(EVERYTHING)
  #limit = MOST
  /** The number of the last record that came. */
  #last = 0
  #changed: () => void = () => {}
  readonly counts: Record<string, number> = { accepted: 0, refused: 0, unsigned: 0, faulted: 0 }
  isPaused = false

  /** @param changed - is called after each change */
  onChange(changed: () => void): void {
    this.#changed = changed
  }

  /** Those that pass the filter, the oldest first. */
  get shown(): readonly RecordedRequest[] {
    return this.#shown
  }

  get total(): number {
    return this.#records.length
  }

  get waiting(): number {
    return this.#waiting.length
  }

  get filter(): Filter {
    return this.#filter
  }

  set filter(filter: Filter) {
    this.#filter = filter
    this.#passes = filterOf(filter)
    this.#shown = this.#records.filter(this.#passes)
    this.#changed()
  }

  find(number: number): RecordedRequest | undefined {
    return this.#records.find((record) => record.number === number)
  }

  setLimit(limit: number): void {
    this.#limit = Math.min(limit, MOST)
  }

  /** Records that came before come again where the emulator does not know what this page has. @returns those that are new */
  add(records: readonly RecordedRequest[]): readonly RecordedRequest[] {
    const added = records.filter(({ number }) => number > this.#last)
    this.#last = added.at(-1)?.number ?? this.#last
    if (this.isPaused) this.#waiting = [...this.#waiting, ...added].slice(-this.#limit)
    else this.#take(added)
    this.#changed()
    return added
  }

  pause(isPaused: boolean): void {
    this.isPaused = isPaused
    if (!isPaused) {
      this.#take(this.#waiting)
      this.#waiting = []
    }
    this.#changed()
  }

  /** Forgets the records with lower numbers, as the emulator did. */
  forgetBefore(number: number): void {
    const [oldest = this.#waiting[0]] = this.#records
    if (oldest === undefined || oldest.number >= number) return
    const isKept = (record: RecordedRequest): boolean => record.number >= number
    this.#records = this.#records.filter(isKept)
    this.#waiting = this.#waiting.filter(isKept)
    this.#shown = this.#shown.filter(isKept)
    for (const verdict of Object.keys(this.counts)) this.counts[verdict] = 0
    this.#count(this.#records, 1)
    this.#changed()
  }

  #take(records: readonly RecordedRequest[]): void {
    for (const record of records) {
      this.#records.push(record)
      if (this.#passes(record)) this.#shown.push(record)
    }
    this.#count(records, 1)
    const dropped = this.#records.splice(0, Math.max(0, this.#records.length - this.#limit))
    if (dropped.length === 0) return
    this.#count(dropped, -1)
    const oldest = this.#records[0]?.number ?? Number.POSITIVE_INFINITY
    const firstKept = this.#shown.findIndex(({ number }) => number >= oldest)
    this.#shown.splice(0, firstKept === -1 ? this.#shown.length : firstKept)
  }

  #count(records: readonly RecordedRequest[], by: 1 | -1): void {
    for (const { verdict } of records) this.counts[verdict] = (this.counts[verdict] ?? 0) + by
  }
}
