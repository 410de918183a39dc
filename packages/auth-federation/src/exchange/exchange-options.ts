// How a certificate is exchanged, beside how every token is got.
import type { OptionNames } from '@x/kernel'
import type { FingerprintAlgorithm } from '@x/cert-retrievers'
import { RENEWAL_OPTIONS, type RenewalOptions } from '../principal/renewal-options.ts'

/** How the exchange is made; every member is optional. @public */
export interface ExchangeOptions extends RenewalOptions {
  /** Absent or `DEFAULT`, the certificate must belong to the tenancy. Sent as it is. */
  readonly purpose?: string | undefined
  /** How the certificate is named in the key id; older realms may still want `SHA1`. @defaultValue 'SHA256' */
  readonly fingerprintAlgorithm?: FingerprintAlgorithm | undefined
}

export const EXCHANGE_OPTIONS: OptionNames<ExchangeOptions> = {
  ...RENEWAL_OPTIONS,
  purpose: true,
  fingerprintAlgorithm: true,
}
