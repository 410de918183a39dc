// Fetches PEM from an address: small, not a web page, no redirect, with a status that says yes.
import { redact, type HttpClient } from '@x/http'
import type { Sourced } from '../bundle/certificate-bundle.ts'
import { CertificateFetchError } from '../errors.ts'

/** Certificates and keys are a few KiB. */
export const MAX_RESPONSE_BYTES = 65_536

export interface PemFetch {
  readonly http: HttpClient
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Whether a retry strategy may make other attempts. */
  readonly retries: boolean
}

export async function fetchPem(url: URL, fetch: PemFetch, signal: AbortSignal): Promise<Sourced> {
  const { http, headers, timeoutMs, retries } = fetch
  const limits = { connectTimeoutMs: timeoutMs, deadlineMs: timeoutMs, maxResponseBytes: MAX_RESPONSE_BYTES }
  const { status, headers: answered, body } = await http({ method: 'GET', url, headers }, { ...limits, signal })
  const source = redact(url)
  if (status < 200 || status > 299) throw new CertificateFetchError(source, status, retryAfterOf(answered), retries)
  return { content: body, source }
}

/** The one header that a retry strategy asks for; others may hold secrets. */
export function retryAfterOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const value = headers['retry-after']
  return value === undefined ? {} : { 'retry-after': value }
}
