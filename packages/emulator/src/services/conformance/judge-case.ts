// The verdict on a request that came for a case: first whether it is genuine, then whether it is the one that was asked for.
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RefusalReason } from '../../proof/verdict/reasons.ts'
import type { Accepted, Refused } from '../../proof/verify-request.ts'
import type { CaseRow } from './case-table.ts'
import { findDifference, type CaseDifference } from './compare-request.ts'

export type CaseVerdict =
  | { readonly verdict: 'passed' }
  | { readonly verdict: 'other-than-asked'; readonly explanation: string; readonly firstDifference: CaseDifference }
  | {
      readonly verdict: 'refused'
      readonly reason: RefusalReason
      readonly explanation: string
      readonly firstDifference?: CaseDifference | undefined
    }

export function judgeCase(row: CaseRow, request: ReceivedRequest, outcome: Accepted | Refused): CaseVerdict {
  if (outcome.verdict !== 'accepted') {
    const { reason, explanation, difference } = outcome
    return { verdict: 'refused', reason, explanation, firstDifference: difference && withoutLine(difference) }
  }
  const firstDifference = findDifference(row, request)
  if (firstDifference === undefined) return { verdict: 'passed' }
  const explanation = `The signature is genuine, but ${PARTS[firstDifference.header] ?? `the header "${firstDifference.header}"`} is not what was asked for.`
  return { verdict: 'other-than-asked', explanation, firstDifference }
}

const PARTS: Readonly<Record<string, string>> = {
  '(method)': 'the method',
  '(request-target)': 'the target',
  '(body)': 'the body',
}

const withoutLine = ({ header, expected, actual }: CaseDifference): CaseDifference => ({ header, expected, actual })
