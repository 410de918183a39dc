// The options that every signer has.
import type { OptionNames } from '@x/kernel'
import type { HeaderListOptions } from './header-lists.ts'

/** @public */
export interface SignerOptions extends HeaderListOptions {
  /** The most bytes of a one-shot stream that are buffered to hash it. @defaultValue 104_857_600 (100 MiB) */
  readonly maxBufferBytes?: number | undefined
  /** Epoch milliseconds, read for each signature. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

export const SIGNER_OPTIONS: OptionNames<SignerOptions> = {
  genericHeaders: 1,
  bodyHeaders: 1,
  requireHost: 1,
  maxBufferBytes: 1,
  now: 1,
}
