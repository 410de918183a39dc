// Signs with the token session of a configuration, as `oci session authenticate` writes it.
import type { Environment, OciConfigInput } from '@x/config'
import { createCredential, createSigner, loadPrivateKey, loadPrivateKeyFromFile } from '@x/signer'
import type { Credential, PrivateKey, RequestSigner } from '@x/signer'
import { bindsKey, parseTokenClaims } from '@x/signer/refresh'
import { SessionFilesError } from './errors.ts'

interface Ports {
  readonly env: Environment
  readonly now: (() => number) | undefined
}

/** Another program replaces token and key one after the other. */
const READS = 3

/** Both files are read for each signature: calls are few, and whoever renews the session does it in these files. */
export function sessionFileSigner(config: OciConfigInput, { env, now }: Ports): RequestSigner {
  const path = String(config.securityTokenFile)
  const read = async (signal: AbortSignal | undefined): Promise<Credential> => {
    for (let left = READS; left > 0; left--) {
      const token = await readToken(path, env, signal)
      const key = await readKey(config)
      if (isPair(token, key)) return createCredential({ keyId: `ST$${token}`, key })
    }
    throw new SessionFilesError('key-mismatch', path)
  }
  const signer = createSigner(({ signal } = {}) => read(signal), { now })
  return { ...signer, region: async () => config.region ?? undefined }
}

const readKey = ({ keyContent, keyFile, passphrase }: OciConfigInput): Promise<PrivateKey> =>
  keyContent ? loadPrivateKey(keyContent, passphrase) : loadPrivateKeyFromFile(String(keyFile), passphrase)

async function readToken(path: string, env: Environment, signal: AbortSignal | undefined): Promise<string> {
  const { readTextFile } = await import('@x/config/files')
  const text = await readTextFile(path, { env, signal }).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw new SessionFilesError('unreadable-token', path, { cause })
  })
  const token = text?.trim() ?? ''
  if (token === '') throw new SessionFilesError('missing-token', path)
  return token
}

/** A token that does not name its key is taken at its word: the service knows. */
function isPair(token: string, key: PrivateKey): boolean {
  const jwk = parseTokenClaims(token)?.jwk
  return jwk === undefined || jwk === 'unreadable' || bindsKey(jwk, key.publicKey())
}
