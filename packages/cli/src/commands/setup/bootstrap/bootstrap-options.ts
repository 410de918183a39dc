// What a bootstrap may be told.
import type { NewKeyOptions, PlaceOptions } from '../profile/options.ts'

export interface BootstrapOptions extends PlaceOptions, NewKeyOptions {
  readonly deleteKey?: string | undefined
  readonly tenancyName?: string | undefined
  readonly paste: boolean
  /** Milliseconds. */
  readonly timeout?: number | undefined
}
