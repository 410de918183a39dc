// The session that two variables of the environment hold: what cannot sign is told before it does, by the name of its variable.
import { argumentError } from '@x/kernel'
import { loadPrivateKey, SecurityTokenSigner, type SignerOptions } from '@x/signer'
import { checkIssuedToken } from '@x/signer/principal'
import { regionId } from '../../../principal/region-id.ts'

export const TOKEN = 'OCI_SECURITY_TOKEN'
export const KEY = 'OCI_SESSION_PRIVATE_KEY'

/** As the variables have it. */
export interface EnvironmentSession {
  readonly token: string
  readonly privateKey: string
  readonly region: string | undefined
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no token, no key or no region, or for a token of another key
 * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`, MissingPassphraseError `ERR_MISSING_PASSPHRASE`
 */
export async function sessionOf(
  { token, privateKey, region }: EnvironmentSession,
  signing: SignerOptions,
): Promise<SecurityTokenSigner> {
  if (!privateKey.includes('-----BEGIN'))
    throw argumentError(
      `${KEY} is no private key in PEM, which begins with -----BEGIN. Set it to the text of the key, not to a path.`,
    )
  const publicKey = (await loadPrivateKey(privateKey)).publicKey()
  try {
    checkIssuedToken(token, publicKey)
  } catch (cause) {
    throw argumentError(unusable(cause), { cause })
  }
  return new SecurityTokenSigner({ ...signing, token, privateKey, region: regionId(region, 'OCI_REGION') })
}

function unusable(cause: unknown): string {
  const { reason } = Object(cause) as { readonly reason?: unknown }
  return reason === 'key-mismatch'
    ? `${TOKEN} is bound to another key than the one in ${KEY}. Set both from the same session.`
    : `${TOKEN} is no session token: a JSON Web Token that says when it ends. Set it to the text of one, not to a path.`
}
