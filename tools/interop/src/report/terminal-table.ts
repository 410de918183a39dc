// The table that a run prints: mechanism × client; and what is other than it should be. Pure.
import { shown, titleOf, type Judged } from '../judge/judge.ts'
import type { Mechanism } from '../run/mechanisms.ts'

/** A client that ran, or why it did not. */
export type ClientOutcome =
  | { readonly title: string; readonly judged: readonly Judged[] }
  | { readonly title: string; readonly missing: string }
  | { readonly title: string; readonly broken: string }

/** `5 +2 !1`: 5 accepted, 2 known defects, 1 other than it should be. */
function cellOf(judged: readonly Judged[]): string {
  if (judged.length === 0) return '–'
  const count = (...verdicts: readonly Judged['verdict'][]): number =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).length
  const [known, wrong] = [count('known defect'), count('failed', 'mended')]
  return [String(count('accepted')), known > 0 && `+${known}`, wrong > 0 && `!${wrong}`].filter(Boolean).join(' ')
}

export function terminalTable(
  outcomes: readonly ClientOutcome[],
  mechanisms: readonly Pick<Mechanism, 'id' | 'title'>[],
): string {
  const ran = outcomes.flatMap((outcome) => ('judged' in outcome ? [outcome] : []))
  const rows = mechanisms.map(({ id, title }) => [
    title,
    ...ran.map(({ judged }) => cellOf(judged.filter(({ mechanism }) => mechanism === id))),
  ])
  const all = ['all', ...ran.map(({ judged }) => cellOf(judged))]
  const lines = [['', ...ran.map(({ title }) => title)], ...rows, all]
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((row) => (row[i] ?? '').length)))
  const table = lines.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...(ran.length > 0 ? table : []), ...outcomes.flatMap(absence)].join('\n')
}

function absence(outcome: ClientOutcome): readonly string[] {
  if ('missing' in outcome) return [`${outcome.title}: not run, since this machine has no ${outcome.missing}`]
  return 'broken' in outcome ? [`${outcome.title}: FAILED: ${outcome.broken.split('\n')[0]}`] : []
}

/** A paragraph for each thing that is other than it should be. */
export const failures = (outcomes: readonly ClientOutcome[]): readonly string[] =>
  outcomes.flatMap((outcome) => {
    if ('broken' in outcome) return [`${outcome.title}: ${outcome.broken}`]
    if ('missing' in outcome) return []
    return outcome.judged.flatMap((one) => {
      const title = `${outcome.title}, ${titleOf(one)}`
      const known = one.defect && `${one.defect.number}: ${one.defect.why}`
      if (one.verdict === 'mended') return [`${title}\n  does not show any more: ${known}`]
      if (one.verdict === 'failed')
        return [`${title}\n  ${shown(one)}${known ? `\n  which is not what is known, ${known}` : ''}`]
      return []
    })
  })
