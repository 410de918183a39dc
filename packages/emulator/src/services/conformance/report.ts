// The report on a signer: for each case what became of the last request that came for it, and whether the signer conforms.
import type { RefusalReason } from '../../proof/verdict/reasons.ts'
import type { CaseRow } from './case-table.ts'
import type { CaseVerdict } from './judge-case.ts'

/**
 * What became of a case. The last request that came for it decides, so that whoever has mended the client sends it again.
 *
 * @example
 * ```ts
 * import { startEmulator, type ConformanceResult } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const isWrong = ({ verdict }: ConformanceResult) => verdict === 'refused' || verdict === 'other-than-asked'
 * console.log(oci.conformance.report().cases.filter(isWrong).length) // 0, as nothing was sent
 * await oci.close()
 * ```
 */
export interface ConformanceResult {
  /** The name of the case. */
  readonly name: string
  readonly group: string
  readonly demand: 'passes' | 'passes-or-is-not-sent' | 'is-told'
  /** `"other-than-asked"`: the signature is genuine, but method, target, headers or body are not those of the case. */
  readonly verdict: 'passed' | 'refused' | 'other-than-asked' | 'not-sent'
  /** Whether the signer does not conform because of it. */
  readonly failed: boolean
  /** How many requests came for the case. */
  readonly attempts: number
  /** Why the last request was refused. */
  readonly reason?: RefusalReason | undefined
  /** The reason in words. */
  readonly explanation?: string | undefined
  /** Where the request differs first, when that could be found: from what was signed, or from what was asked for. */
  readonly firstDifference?:
    | {
        /** A header, or `"(request-target)"`, `"(method)"`, `"(body)"`. */
        readonly header: string
        readonly expected: string
        readonly actual: string
      }
    | undefined
}

/**
 * What became of all cases.
 *
 * @example
 * ```ts
 * import { startEmulator, type ConformanceReport } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const report: ConformanceReport = oci.conformance.report()
 * console.log(report.conforms, report.passed) // false 0
 * await oci.close()
 * ```
 */
export interface ConformanceReport {
  /** Whether no case failed. */
  readonly conforms: boolean
  /** How many cases passed. */
  readonly passed: number
  /** How many cases failed: they were refused, other than asked, or not sent although they have to pass. */
  readonly failed: number
  /** In the order of the table. */
  readonly cases: readonly ConformanceResult[]
}

/** What came for a case so far. */
export interface Came {
  readonly attempts: number
  readonly last: CaseVerdict
}

export function reportOn(rows: readonly CaseRow[], came: ReadonlyMap<string, Came>): ConformanceReport {
  const cases = rows.map((row) => resultOf(row, came.get(row.name)))
  const failed = cases.filter((each) => each.failed).length
  const passed = cases.filter(({ verdict }) => verdict === 'passed').length
  return { conforms: failed === 0, passed, failed, cases }
}

function resultOf({ name, group, demand = 'passes' }: CaseRow, came: Came | undefined): ConformanceResult {
  const judged = came?.last ?? ({ verdict: 'not-sent' } as const)
  const isWrong = judged.verdict === 'not-sent' ? demand === 'passes' : judged.verdict !== 'passed'
  return { name, group, demand, failed: isWrong && demand !== 'is-told', attempts: came?.attempts ?? 0, ...judged }
}
