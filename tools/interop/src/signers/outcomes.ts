// From the emulator's report and what the client said: how each case ended that counts, and those that do not. Pure.
import type { ConformanceReport } from '@x/emulator'
import type { Outcome } from '../judge/judge.ts'
import type { Line } from '../run/speak.ts'

type Result = ConformanceReport['cases'][number]

/** A case that a client may leave out, or that is only told about. */
export interface Uncounted {
  readonly group: string
  readonly name: string
  readonly ending: 'left out' | 'told'
}

export interface Ended {
  readonly outcomes: readonly Outcome[]
  readonly uncounted: readonly Uncounted[]
}

export function endingsOf(signer: string, report: ConformanceReport, lines: readonly Line[]): Ended {
  const said = new Map(lines.map((line) => [line.case, line]))
  const outcomes: Outcome[] = []
  const uncounted: Uncounted[] = []
  for (const result of report.cases) {
    const { group, name, demand, verdict } = result
    const end = endOf(result, said.get(name))
    const wasLeftOut = verdict === 'not-sent' && demand === 'passes-or-is-not-sent' && !wasAnswered(said.get(name))
    if (verdict !== 'passed' && demand === 'is-told') uncounted.push({ group, name, ending: 'told' })
    else if (wasLeftOut) uncounted.push({ group, name, ending: 'left out' })
    else outcomes.push({ client: signer, mechanism: group, situation: name, ...end })
  }
  return { outcomes, uncounted }
}

/** What is answered without coming to a case is no HTTP request. */
const wasAnswered = (line: Line | undefined): boolean => line?.status !== undefined

function endOf(result: Result, line: Line | undefined): Pick<Outcome, 'status' | 'error'> {
  const { verdict, reason, explanation = '', firstDifference } = result
  if (verdict === 'passed') return { status: 200 }
  if (verdict === 'refused') return { error: `refused (${reason}): ${explanation}` }
  if (verdict === 'other-than-asked') return { error: `other than asked (${firstDifference?.header}): ${explanation}` }
  return {
    error: wasAnswered(line) ? `no HTTP request: answered with ${line?.status}` : `not sent: ${line?.error ?? ''}`,
  }
}
