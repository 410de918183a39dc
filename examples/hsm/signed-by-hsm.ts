// An API key that lies in a token: a profile has user, tenancy and region only, and the token signs.
import { createSignedFetch } from '@x/fetch'
import { publicKeyFingerprint, Signer } from '@x/signer'
import { openPkcs11Key, settingsFrom } from './pkcs11-key.ts'

export interface Account {
  readonly tenancy: string
  readonly user: string
  /** Of OCI's identity service, e.g. `https://identity.us-phoenix-1.oci.oraclecloud.com`. */
  readonly endpoint: string
}

export async function listRegions({ tenancy, user, endpoint }: Account, env = process.env): Promise<unknown> {
  const privateKey = openPkcs11Key(settingsFrom(env))
  try {
    const fingerprint = await publicKeyFingerprint(privateKey.publicKeyPem)
    const signedFetch = createSignedFetch(new Signer({ tenancy, user, fingerprint, privateKey }))
    const response = await signedFetch(`${endpoint}/20160918/regions`)
    return await response.json()
  } finally {
    await privateKey.close()
  }
}
