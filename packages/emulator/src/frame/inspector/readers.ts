// The readers of server-sent events: each gets the records it has not seen and the state when that changes, at its own pace.
import { clearRealInterval, clearRealTimeout, realInterval, realTimeout } from '../../lib/real-timers.ts'
import { errorAnswer, type Answer } from '../service/answer.ts'
import { HARDENING } from '../service/html-answer.ts'
import type { Sink, StreamedAnswer } from '../service/streamed-answer.ts'
import { EventReader } from './event-reader.ts'
import type { ReadersParts } from './readers-parts.ts'

/** Browsers open six connections to one origin; this is for some windows more, and for no flood. */
const MOST_READERS = 16
/** Requests that come together are told together. */
const GATHER_MS = 40
/** How often clock and faults are looked at, which tell nobody when they change. */
const LOOK_MS = 1000

const EVENTS = { ...HARDENING, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } as const

export class Readers {
  readonly #parts: ReadersParts
  readonly #readers = new Set<EventReader>()
  #gathering: NodeJS.Timeout | undefined
  #looking: NodeJS.Timeout | undefined

  constructor(parts: ReadersParts) {
    this.#parts = parts
    parts.recorder.watch(() => this.#gather())
  }

  /** @param lastEventId - what a browser says that comes back after its connection broke */
  open(lastEventId: string | undefined): Answer | StreamedAnswer {
    if (this.#readers.size >= MOST_READERS) {
      const message = `The inspector has ${MOST_READERS} readers already. Close the page in another window.`
      return errorAnswer(503, { message, headers: HARDENING })
    }
    return { status: 200, headers: EVENTS, begin: (sink) => this.#begin(sink, lastEventId) }
  }

  /** Tells every reader at once what clock and faults are now. */
  tellState(): void {
    for (const reader of this.#readers) reader.tellState()
  }

  #begin(sink: Sink, lastEventId: string | undefined): () => void {
    const reader = new EventReader(sink, this.#parts, lastEventId)
    this.#readers.add(reader)
    this.#looking ??= realInterval(() => this.#look(), LOOK_MS).unref()
    reader.begin()
    return () => this.#end(reader)
  }

  #end(reader: EventReader): void {
    this.#readers.delete(reader)
    if (this.#readers.size > 0) return
    clearRealInterval(this.#looking)
    clearRealTimeout(this.#gathering)
    this.#looking = undefined
    this.#gathering = undefined
  }

  #gather(): void {
    if (this.#readers.size === 0) return
    this.#gathering ??= realTimeout(() => {
      this.#gathering = undefined
      for (const reader of this.#readers) reader.tellRecords()
    }, GATHER_MS).unref()
  }

  #look(): void {
    for (const reader of this.#readers) reader.look()
  }
}
