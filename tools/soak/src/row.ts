// A line of the report: what was seen, and what was promised of it.

export interface Row {
  readonly what: string
  readonly seen: string
  /** Absent for what is only told. */
  readonly promise?: string
  /** The sentence that says how the promise was broken; absent when it was kept. */
  readonly broken?: string | undefined
}
