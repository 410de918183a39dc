// The options that every signer has.
import type { OptionNames } from '@x/kernel'
import type { HeaderListOptions } from './header-lists.ts'

/** @public */
export interface SignerOptions extends HeaderListOptions {
  /** The most bytes of a one-shot stream that are buffered to hash it. @defaultValue 104_857_600 (100 MiB) */
  readonly maxBufferBytes?: number | undefined
  /** Epoch milliseconds, read for each signature. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /**
   * Signs for these hosts only: `api.example.com`, `*.oraclecloud.com` for all below it, or with a scheme, `http://emulator:8080`. Plain
   * http is for entries that say so, and for this machine. Anything else is refused (`foreign-host`) before a credential is asked for.
   *
   * @defaultValue any host
   */
  readonly onlyHosts?: readonly string[] | undefined
}

export const SIGNER_OPTIONS: OptionNames<SignerOptions> = {
  genericHeaders: 1,
  bodyHeaders: 1,
  requireHost: 1,
  onlyHosts: 1,
  maxBufferBytes: 1,
  now: 1,
}
