// The result of a check: a value, or a refusal that names its reason.
import type { Difference } from './difference.ts'
import type { RefusalReason } from './reasons.ts'

export interface Refusal {
  readonly ok: false
  readonly reason: RefusalReason
  /** What is wrong with this very request; appended to the reason's own sentence. */
  readonly detail: string
  /** The `message` of the 401 where OCI has a sentence of its own. */
  readonly message?: string | undefined
  /** What the client signed, where that is known. */
  readonly signedString?: string | undefined
  readonly difference?: Difference | undefined
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal

export const pass = <T>(value: T): Outcome<T> => ({ ok: true, value })

export const refuse = (
  reason: RefusalReason,
  detail = '',
  more: Pick<Refusal, 'message' | 'difference' | 'signedString'> = {},
): Refusal => ({ ok: false, reason, detail, ...more })
