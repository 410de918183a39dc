// Compares how a case ended with how it should: accepted, or failed in the way that is known of this client. Pure.

/** How a case ended: with a status, or with the error of the library. */
export interface Outcome {
  readonly client: string
  readonly mechanism: string
  readonly situation: string
  readonly status?: number
  readonly error?: string
}

/** A defect of a client: which of its cases fail because of it, and what shows that it is this one. */
export interface KnownDefect {
  /** As the tables show it: `S1`. */
  readonly number: string
  /** Ids of the clients that have it. */
  readonly clients: readonly string[]
  /** Found in `mechanism: situation`. */
  readonly cases: RegExp
  readonly error: RegExp
  /** A sentence: what the client does. */
  readonly why: string
}

export type Verdict = 'accepted' | 'known defect' | 'failed' | 'mended'

export interface Judged extends Outcome {
  readonly verdict: Verdict
  /** The defect that is known of this case. */
  readonly defect?: KnownDefect
}

/** A known defect that does not show any more is told as well: the list is to be true. */
export function judge(outcome: Outcome, defects: readonly KnownDefect[]): Judged {
  const title = titleOf(outcome)
  const matching = defects.filter(({ clients, cases }) => clients.includes(outcome.client) && cases.test(title))
  if (matching.length > 1)
    throw new Error(
      `Several known defects speak of "${title}" of ${outcome.client}: ${matching.map(nameOf).join(', ')}.`,
    )
  const [defect] = matching
  const isAccepted = outcome.status === 200
  if (defect === undefined) return { ...outcome, verdict: isAccepted ? 'accepted' : 'failed' }
  if (isAccepted) return { ...outcome, verdict: 'mended', defect }
  return { ...outcome, verdict: defect.error.test(shown(outcome)) ? 'known defect' : 'failed', defect }
}

const nameOf = ({ number }: KnownDefect): string => number

export const titleOf = ({ mechanism, situation }: Pick<Outcome, 'mechanism' | 'situation'>): string =>
  `${mechanism}: ${situation}`

/** How the case ended, in words. */
export const shown = ({ status, error }: Pick<Outcome, 'status' | 'error'>): string =>
  error ?? `answered with ${status}`

/** Defects that speak of no case of a client that ran: leftovers. */
export const unusedDefects = (defects: readonly KnownDefect[], judged: readonly Judged[]): readonly KnownDefect[] => {
  const ran = new Set(judged.map(({ client }) => client))
  return defects.filter(
    (defect) => defect.clients.every((client) => ran.has(client)) && !judged.some((one) => one.defect === defect),
  )
}
