// The signers that cases share.
import type { ApiKeyOptions, Signer } from '@x/signer'
import type { Context } from './case.ts'

/** The emulator's first user. */
export function signerOf({ libraries, input }: Context, options: Partial<ApiKeyOptions> = {}): Signer {
  const { tenancy, user, fingerprint, pem } = input.identity
  return new libraries.signer.Signer({ tenancy, user, fingerprint, privateKey: pem, ...options })
}

export const regionsUrl = ({ input }: Context): string => `${input.identity.origin}/20160918/regions`

/** What the emulator's echo saw, once it had verified the signature. */
export interface Echo {
  readonly headers: Readonly<Record<string, string>>
  /** Base64. */
  readonly body: string
  readonly target: string
}
