// The options of every signer of this package whose clock is not given as one of them.
import type { OptionNames } from '@x/kernel'
import type { SignerOptions } from '@x/signer'

export const SIGNER_OPTIONS: OptionNames<Omit<SignerOptions, 'now'>> = {
  genericHeaders: true,
  bodyHeaders: true,
  requireHost: true,
  onlyHosts: true,
  maxBufferBytes: true,
}
