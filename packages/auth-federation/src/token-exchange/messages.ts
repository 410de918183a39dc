// The exchange as a form.
import { base64Of } from '@x/kernel'
import type { SessionKey } from '@x/signer/principal'
import type { TokenExchangeRequest } from './inputs.ts'

type Requested = Pick<TokenExchangeRequest, 'requestedTokenType' | 'subjectTokenType' | 'resType' | 'rpstExp' | 'appId'>

export function exchangeForm(
  { requestedTokenType = 'upst', subjectTokenType = 'jwt', resType, rpstExp, appId }: Requested,
  subjectToken: string,
  { publicKey }: Pick<SessionKey, 'publicKey'>,
): Record<string, string | undefined> {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: `urn:oci:token-type:oci-${requestedTokenType}`,
    subject_token: subjectToken,
    subject_token_type: subjectTokenType,
    public_key: base64Of(publicKey),
    res_type: resType,
    rpst_exp: rpstExp === undefined ? undefined : String(rpstExp),
    app_id: appId,
  }
}
