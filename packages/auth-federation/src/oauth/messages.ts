// The scoped exchange as a message.
import { base64Of } from '@x/kernel'
import type { SessionKey } from '@x/signer/principal'
import type { OauthInputs } from './inputs.ts'

export const oauthRequestBody = (
  { scope, targetCompartment }: Pick<OauthInputs, 'scope' | 'targetCompartment'>,
  { publicKey }: Pick<SessionKey, 'publicKey'>,
): Record<string, string> => ({
  scope,
  public_key: base64Of(publicKey),
  target_compartment: targetCompartment,
})
