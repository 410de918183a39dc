// What a signature has to cover in a case, and by which clock its date is judged.
import { BODY_VERBS, type SigningRules } from '../../proof/request/required-headers.ts'
import type { Authority } from '../../proof/verify-request.ts'
import { PREFIX, type CaseRow } from './case-table.ts'

export const rulesOf = ({ bodyUnsigned = false }: CaseRow): SigningRules => ({ bodyOptional: bodyUnsigned })

export const expectsBodyHeaders = (row: CaseRow): boolean =>
  BODY_VERBS.has(row.method) && rulesOf(row).bodyOptional !== true

export const clockOf = ({ clockSeconds = 0 }: CaseRow, now: () => number): (() => number) => {
  return () => now() + clockSeconds * 1000
}

/** The emulator's own authority, by the clock of the case, which knows what was asked for. */
export const authorityOf = (row: CaseRow, authority: Authority): Authority => ({
  ...authority,
  now: clockOf(row, authority.now),
  askedTargets: askedTargets(row),
})

/** What may arrive for the case: its bytes, one character each, as Node hands a target over. */
export const askedTargets = ({ name, target, alsoArrives = [] }: CaseRow): readonly string[] =>
  [target, ...alsoArrives].map((rest) => Buffer.from(PREFIX + name + rest).toString('latin1'))
