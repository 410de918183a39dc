// The suite while it runs: what came for each case, and the handle by which a test in JavaScript reads it.
import { askedRequest } from './asked-request.ts'
import { clockOf } from './case-rules.ts'
import { CASE_TABLE, type CaseRow } from './case-table.ts'
import type { ConformanceCase } from './conformance-case.ts'
import type { CaseVerdict } from './judge-case.ts'
import { reportOn, type Came, type ConformanceReport } from './report.ts'

/**
 * The conformance suite for signers: difficult requests that an author sends, and what became of them. The same over HTTP:
 * `GET /conformance/cases` and `GET /conformance/report`.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorConformance } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const suite: EmulatorConformance = oci.conformance
 * for (const { method, url } of suite.cases()) console.log(method, url) // sign and send each of them
 * console.log(suite.report().conforms)
 * await oci.close()
 * ```
 * @see docs/sources.md#request-signing
 */
export interface EmulatorConformance {
  /** All cases, with this emulator's address and dates of this moment: ask for them shortly before they are sent. */
  cases(): readonly ConformanceCase[]
  /** What became of the cases until now. */
  report(): ConformanceReport
  /** Forgets what came, for the next signer. */
  reset(): void
}

export class ConformanceSuite implements EmulatorConformance {
  readonly #rows = new Map(CASE_TABLE.map((row) => [row.name, row]))
  /** One entry for each case at most, however often it is sent. */
  readonly #came = new Map<string, Came>()
  readonly #now: () => number
  #origin = ''

  constructor(now: () => number) {
    this.#now = now
  }

  /** Has to be called once the emulator listens. */
  locate(origin: string): this {
    this.#origin = origin
    return this
  }

  cases(): readonly ConformanceCase[] {
    return CASE_TABLE.map((row) => askedRequest(row, this.#origin, clockOf(row, this.#now)()))
  }

  report(): ConformanceReport {
    return reportOn(CASE_TABLE, this.#came)
  }

  reset(): void {
    this.#came.clear()
  }

  row(name: string): CaseRow | undefined {
    return this.#rows.get(name)
  }

  /** The last verdict counts: whoever has mended the client sends the case again. */
  remember({ name }: CaseRow, last: CaseVerdict): void {
    this.#came.set(name, { attempts: (this.#came.get(name)?.attempts ?? 0) + 1, last })
  }
}
