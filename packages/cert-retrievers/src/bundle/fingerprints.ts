// Fingerprints of a certificate as OCI's key ids have them.

/** Which digest; `SHA1` is for realms that know no other. @public */
export type FingerprintAlgorithm = 'SHA256' | 'SHA1'

export type Fingerprints = Readonly<Record<FingerprintAlgorithm, string>>

/** Upper-case hex pairs over `der`, joined by `:`. */
export async function fingerprintsOf(der: Uint8Array): Promise<Fingerprints> {
  const [sha256, sha1] = await Promise.all([digest('SHA-256', der), digest('SHA-1', der)])
  return { SHA256: sha256, SHA1: sha1 }
}

async function digest(algorithm: 'SHA-256' | 'SHA-1', der: Uint8Array): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest(algorithm, der as Uint8Array<ArrayBuffer>))
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1).toUpperCase()).join(':')
}
