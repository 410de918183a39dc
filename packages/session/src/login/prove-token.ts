// Has the service say that a token belongs to the key of a login, where the token itself does not name its key.
import { createSigner, loadPrivateKey } from '@x/signer'
import { LoginError } from '../errors/login-error.ts'
import type { CallPorts } from '../service/ask-for-renewal.ts'
import { refusalBy } from '../service/refusal-by.ts'

export interface Proof {
  /** Of the identity service. */
  readonly endpoint: string
  /** Secret, as the other members are. */
  readonly token: string
  readonly privateKeyPem: string
  readonly passphrase: string | undefined
}

/**
 * @throws {@link LoginError} `ERR_LOGIN` `foreign-token` when the service refuses the signature
 * @throws ServiceError for another answer, and the errors of `@x/http` about the network
 */
export async function proveToken(
  { endpoint, token, privateKeyPem, passphrase }: Proof,
  ports: CallPorts,
): Promise<void> {
  const key = await loadPrivateKey(privateKeyPem, passphrase)
  const signer = createSigner(async () => ({ keyId: `ST$${token}`, key }), { now: ports.now })
  const cause = await refusalBy(endpoint, signer, ports)
  if (cause) throw new LoginError('foreign-token', { cause })
}
