// One reader of server-sent events. Nothing is queued for it: a slow one is given what is still kept when it has caught up.
import type { RecordedRequest } from '../records/recorder.ts'
import type { Sink } from '../service/streamed-answer.ts'
import type { ReadersParts } from './readers-parts.ts'

/** So many records at once, and no more once they have so many characters. */
const BATCH = 50
const BATCH_CHARACTERS = 128 * 1024
/** After so many looks, one a second, a comment tells the reader that the emulator is still there. */
const LOOKS_PER_HEARTBEAT = 15
/** A reader that took nothing for so many looks is given up. */
const MOST_LOOKS_BEHIND = 60

export class EventReader {
  readonly #sink: Sink
  readonly #parts: ReadersParts
  #last: number
  #told = ''
  #isBehind = false
  #looksBehind = 0
  #looks = 0

  constructor(sink: Sink, parts: ReadersParts, lastEventId: string | undefined) {
    this.#sink = sink
    this.#parts = parts
    this.#last = lastSeen(lastEventId, parts)
  }

  begin(): void {
    this.#sink.onDrain(() => {
      this.#isBehind = false
      this.tellState()
      this.tellRecords()
    })
    this.#write('retry: 1000\n\n')
    this.tellState()
    this.tellRecords()
  }

  /** Nothing happens when it is what was told last. */
  tellState(): void {
    if (this.#isBehind) return
    const text = JSON.stringify(this.#parts.state())
    if (text === this.#told) return
    this.#told = text
    this.#write(`event: state\ndata: ${text}\n\n`)
  }

  tellRecords(): void {
    const { recorder, run } = this.#parts
    while (!this.#isBehind) {
      const texts = batch(recorder.after(this.#last, BATCH))
      if (texts.length === 0) return
      this.#last = Math.max(this.#last, (recorder.records[0]?.number ?? 1) - 1) + texts.length
      this.#write(`id: ${run}-${this.#last}\nevent: requests\ndata: [${texts.join(',')}]\n\n`)
    }
  }

  /** Is called once a second. */
  look(): void {
    this.#looksBehind = this.#isBehind ? this.#looksBehind + 1 : 0
    if (this.#looksBehind >= MOST_LOOKS_BEHIND) this.#sink.abort()
    if (this.#isBehind) return
    this.tellState()
    this.#looks += 1
    if (this.#looks % LOOKS_PER_HEARTBEAT === 0) this.#write(': still here\n\n')
  }

  #write(text: string): void {
    if (!this.#sink.write(text)) this.#isBehind = true
  }
}

/** JSON has no line ends outside of its strings, where they are escaped: each batch is one line. */
function batch(records: readonly RecordedRequest[]): readonly string[] {
  const texts: string[] = []
  let characters = 0
  for (const record of records) {
    const text = JSON.stringify(record)
    texts.push(text)
    characters += text.length
    if (characters > BATCH_CHARACTERS) break
  }
  return texts
}

const EVENT_ID = /^([0-9a-f]+)-(\d{1,15})$/

/** The number of the last record that this reader has; 0 when it has none, or those of another emulator. */
function lastSeen(lastEventId: string | undefined, { run, recorder }: ReadersParts): number {
  const [, seenRun, number] = EVENT_ID.exec(lastEventId ?? '') ?? []
  return seenRun === run && Number(number) <= recorder.total ? Number(number) : 0
}
