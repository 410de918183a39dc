// An answer whose body comes bit by bit, for as long as its reader stays.

export interface StreamedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** @returns what has to be called once, when the connection has ended */
  readonly begin: (sink: Sink) => () => void
}

/** The way to the reader of a streamed answer. */
export interface Sink {
  /** `false` when the reader is behind: nothing more should be written before `onDrain`. */
  readonly write: (text: string) => boolean
  readonly onDrain: (listener: () => void) => void
  /** Breaks the connection off. */
  readonly abort: () => void
}
