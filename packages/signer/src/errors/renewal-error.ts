// Why a renewal came to nothing, where its source did not say so itself.
import { errorJson } from '@x/kernel'

/** @public */
export type RenewalErrorReason = 'timeout' | 'no-credential' | 'invalid-times'

/**
 * A renewal that was given up, or that yielded what cannot be used. Nothing was installed; a token at hand stays.
 *
 * @example
 * ```ts
 * import { RenewalError } from '@x/signer/principal'
 * declare const error: unknown
 * const hangs = error instanceof RenewalError && error.reason === 'timeout'
 * ```
 * @public
 */
export class RenewalError extends Error {
  override readonly name = 'RenewalError'
  readonly code = 'ERR_RENEWAL'
  /**
   * `timeout`: it took too long; `no-credential`: what came has no key id or no key that signs; `invalid-times`: what came does not
   * say, in numbers that can be, when it was issued and when it ends.
   */
  readonly reason: RenewalErrorReason
  constructor(reason: RenewalErrorReason) {
    super(SENTENCES[reason])
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const SENTENCES: Readonly<Record<RenewalErrorReason, string>> = {
  timeout:
    'The credential was not renewed in time, and the attempt was given up. Check that its source can be reached; the next call tries again.',
  'no-credential': 'What came is no credential: it lacks a key id or a key that signs. Check where it comes from.',
  'invalid-times':
    'What came does not say when it was issued and when it expires, or says what cannot be. Check where it comes from.',
}
