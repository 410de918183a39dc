// The report as text: a line for each case that did not pass, what to look at below it, and the sum.
import type { ConformanceReport, ConformanceResult } from './report.ts'

export function reportText({ cases, passed, failed, conforms }: ConformanceReport): string {
  const told = cases.filter(({ verdict }) => verdict !== 'passed')
  const sum = `${passed} of ${cases.length} cases passed, ${failed} failed: the signer ${conforms ? 'conforms' : 'does not conform'}.`
  return [...told.flatMap(linesOf), '', sum, ''].join('\n')
}

function linesOf(result: ConformanceResult): readonly string[] {
  const { name, verdict, reason, failed, explanation, firstDifference } = result
  const why = reason === undefined ? '' : ` (${reason})`
  return [
    `${failed ? 'FAILED' : 'told  '} ${name}: ${verdict}${why}`,
    ...(explanation === undefined ? [] : [`         ${explanation}`]),
    ...(firstDifference === undefined
      ? []
      : [`         expected ${firstDifference.expected}`, `         but was  ${firstDifference.actual}`]),
  ]
}
