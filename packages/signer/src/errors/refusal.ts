// A rule that a request breaks, not yet in words: the sentences are loaded when one is needed, which keeps the signer small.
import type { InvalidCredentialReason, SigningErrorKind } from './errors.ts'

export type RefusalKind = SigningErrorKind | InvalidCredentialReason

/** Never leaves the package: {@link explained} turns it into a `SigningError` or an `InvalidCredentialError`. */
export class Refusal {
  readonly kind: RefusalKind
  /** The part of the sentence that only the rule knows; never a secret. */
  readonly detail: unknown
  constructor(kind: RefusalKind, detail?: unknown) {
    this.kind = kind
    this.detail = detail
  }
}

/** Runs `work` so that it fails with errors that say what is wrong. */
export async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (failure) {
    throw failure instanceof Refusal ? (await import('./explain.ts')).explain(failure) : failure
  }
}
