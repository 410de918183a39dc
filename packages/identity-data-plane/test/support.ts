// What the tests share: an emulator's user as a configuration and a client that records what it sends.
import { generateKeyPairSync } from 'node:crypto'
import type { Emulator } from '@x/emulator'
import { createHttpClient, type HttpClient, type HttpRequest } from '@x/http'
import { DataplaneClient, type DataplaneClientOptions } from '../src/index.ts'

export const SCOPED_PATH = '/v1/actions/generateScopedAccessToken'
export const UPST_PATH = '/v1/token/upst/actions/GenerateUpst'
export const SCOPE = 'urn:oracle:db::id::*'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** A key pair that stands for the caller's own. */
export const keys = {
  privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  publicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
}

/** The API key of the emulator's first user. */
export const configOf = ({ tenancy, user, region, apiKey }: Emulator) => ({
  tenancy,
  user,
  region,
  fingerprint: apiKey.fingerprint,
  keyContent: apiKey.pem,
})

/** A client of the emulator, signing with the API key unless told otherwise; no variable of the machine reaches it. */
export const clientOf = (oci: Emulator, options: DataplaneClientOptions = {}): DataplaneClient =>
  new DataplaneClient({ config: configOf(oci), serviceEndpoint: oci.url, env: {}, ...options })

/** Real HTTP, and a list of what went out. */
export function recordingHttp(): { httpClient: HttpClient; sent: HttpRequest[] } {
  const sent: HttpRequest[] = []
  const http = createHttpClient({ env: {} })
  const httpClient: HttpClient = (request, options) => {
    sent.push(request)
    return http(request, options)
  }
  return { httpClient, sent }
}

export function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('it did not throw')
}
