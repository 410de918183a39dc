// What a mistake is: its name, a sentence about it, and the strings that a client signs when it makes this mistake.
import type { Evidence } from '../signature/evidence.ts'
import { toText } from '../signature/signing-string.ts'

export interface Mistake {
  readonly name: string
  /** What the client did, as the end of a sentence: `"the client left out the query"`. */
  readonly explanation: string
  /** Whole signing strings; those equal to the rebuilt one are skipped by the caller. */
  readonly variants: (evidence: Evidence) => readonly string[]
}

/** A signing string for each value that `rewrite` yields for this header; none when the header is not signed. */
export function rewriteValue(
  evidence: Evidence,
  header: string,
  rewrite: (value: string) => readonly string[],
): readonly string[] {
  const line = evidence.lines.find(({ name }) => name === header)
  if (line === undefined) return []
  return rewrite(line.value).map((value) =>
    toText(evidence.lines.map((other) => (other === line ? { ...line, value } : other))),
  )
}
