// A rule that a request breaks, not yet in words: explain.ts has the sentences.
import type { InvalidCredentialReason, SigningErrorKind } from './errors.ts'

export type RefusalKind = SigningErrorKind | InvalidCredentialReason

/** Never leaves the package: `explained` turns it into a `SigningError` or an `InvalidCredentialError`. */
export class Refusal {
  readonly kind: RefusalKind
  /** The part of the sentence that only the rule knows; never a secret. */
  readonly detail: unknown
  constructor(kind: RefusalKind, detail?: unknown) {
    this.kind = kind
    this.detail = detail
  }
}
