// Why a text is no usable key, not yet in words: the sentences are loaded when one is needed.
import type { InvalidPrivateKeyReason } from '../errors/errors.ts'

export type KeyRefusalReason = Exclude<InvalidPrivateKeyReason, 'wrong-algorithm'> | 'missing-passphrase'

/** Never leaves the package: `explainKey` turns it into the error that callers see. */
export class KeyRefusal {
  readonly reason: KeyRefusalReason
  readonly cause: unknown
  /** The part of the sentence that only the rule knows; never a secret. */
  readonly detail: string | undefined
  constructor(reason: KeyRefusalReason, { cause, detail }: { cause?: unknown; detail?: string | undefined } = {}) {
    this.reason = reason
    this.cause = cause
    this.detail = detail
  }
}
