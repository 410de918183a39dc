// How proxymux is reached: under the CA of the cluster alone, read anew each time, and through no proxy.
import { createHttpClient, TlsMaterialError, type HttpClient } from '@x/http'
import { readTextFile } from '../principal/read-text-file.ts'
import type { OkeInputs } from './inputs.ts'

type CaSource = Pick<OkeInputs, 'caFile' | 'caOption' | 'readFile'>

/**
 * The CA of the cluster as it is now, PEM.
 *
 * @throws TlsMaterialError `ERR_TLS_MATERIAL` when the file cannot be read, or holds no certificate
 */
export async function readClusterCa({ caFile: path, caOption: option, readFile }: CaSource): Promise<string> {
  let text: string
  try {
    text = await readTextFile(path, readFile)
  } catch (error) {
    const { code = 'unknown error' } = Object(error) as { code?: string }
    throw new TlsMaterialError('unreadable', { option, path }, { cause: Object.assign(new Error(code), { code }) })
  }
  if (typeof text === 'string' && text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new TlsMaterialError('invalid', { option, path })
}

/** Trusts the cluster and nobody else. The address is one of the cluster's network, which no proxy leads to. */
export async function clusterHttpClient(source: CaSource): Promise<HttpClient> {
  const ca = new TextEncoder().encode(await readClusterCa(source))
  return createHttpClient({ certBundleVerify: source.caFile, readFile: async () => ca, proxy: false })
}
