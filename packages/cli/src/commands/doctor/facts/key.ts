// The private key of a profile, as far as it can be known without signing.
import type { OciConfig } from '@x/config'
import { loadPrivateKey, loadPrivateKeyFromFile, publicKeyFingerprint } from '@x/signer'
import type { Environment } from '@x/kernel'

export interface KeyFact {
  readonly bits: number
  readonly fingerprint: string
}

/** @throws the errors of `loadPrivateKeyFromFile` */
export async function keyOf(config: OciConfig, env: Environment): Promise<KeyFact> {
  const passphrase = env['OCI_CLI_PASSPHRASE'] || config.passphrase
  const key = config.keyContent
    ? await loadPrivateKey(config.keyContent, passphrase)
    : await loadPrivateKeyFromFile(config.require('keyFile'), passphrase)
  return { bits: key.bits, fingerprint: await publicKeyFingerprint(key) }
}
