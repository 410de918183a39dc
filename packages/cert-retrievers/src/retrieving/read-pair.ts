// Reads certificate and key at the same time; when one of them fails, the other is no longer waited for.
import type { CertificateMaterial, Sourced } from '../bundle/certificate-bundle.ts'

export type ReadPart = (signal: AbortSignal) => Promise<Sourced>

export async function readPair(
  signal: AbortSignal,
  readCertificate: ReadPart,
  readKey: ReadPart | undefined,
): Promise<Pick<CertificateMaterial, 'certificate' | 'privateKey'>> {
  const failed = new AbortController()
  const shared = AbortSignal.any([signal, failed.signal])
  try {
    const [certificate, privateKey] = await Promise.all([readCertificate(shared), readKey?.(shared)])
    return { certificate, privateKey }
  } catch (error) {
    failed.abort()
    throw error
  }
}
