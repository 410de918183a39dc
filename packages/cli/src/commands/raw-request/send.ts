// Signs and sends, with all that a refused signature allows to mend, and says what was seen of one that stands.
import { isSecretName, REDACTED } from '@x/kernel'
import { createHttpClient, createRequestId, redact, type HttpResponse } from '@x/http'
import { retry } from '@x/retry'
import { diagnose401, sendSigned, type Diagnosis, type RequestSigner, type SignedRequest } from '@x/signer'
import type { Calls, Log } from '../../program/calls.ts'
import { MOST_BYTES } from './given-bytes.ts'

/** Of the call with all that it waits for. */
const DEADLINE_MS = 600_000

export interface RawRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}

interface Ports {
  readonly signer: RequestSigner
  readonly calls: Calls
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly log: Log
  now(): number
}

export interface Answered {
  readonly response: HttpResponse
  /** As it went out for the last time. */
  readonly signed: SignedRequest
  /** Of a 401. */
  readonly diagnosis: Diagnosis | undefined
}

/** One call, or as many as `--max-retries` allows: then a 429 or 5xx is asked again, too. */
export async function send(request: RawRequest, ports: Ports): Promise<Answered> {
  const { calls, signal } = ports
  if (!calls.retryStrategy) return sendOnce(request, ports)
  const attempt = async (): Promise<Answered> => {
    const answered = await sendOnce(request, ports)
    if (answered.response.status === 429 || answered.response.status >= 500) throw new Unwell(answered)
    return answered
  }
  return retry(attempt, calls.retryStrategy, { signal }).catch((error: unknown) => {
    if (error instanceof Unwell) return error.answered
    throw error
  })
}

/** An answer that may be another one in a moment; it never leaves this file. */
class Unwell extends Error {
  readonly answered: Answered
  readonly status: number

  constructor(answered: Answered) {
    super('The service is not well.')
    this.answered = answered
    this.status = answered.response.status
  }
}

async function sendOnce({ method, url, headers, body }: RawRequest, ports: Ports): Promise<Answered> {
  const { signer, calls, env, signal, log, now } = ports
  const http = calls.httpClient ?? createHttpClient({ env })
  let last: SignedRequest | undefined
  const response = await sendSigned(
    // Whoever is asked for help finds the request by it.
    { method, url, headers: { 'opc-request-id': createRequestId(), ...headers }, body },
    signer,
    (signed) => {
      last = signed
      log?.(`signing string\n${shownSigningString(signed.signingString)}`)
      const sent = { method: signed.method, url: signed.url, headers: { ...signed.headers }, body }
      return http(sent, { signal, maxResponseBytes: MOST_BYTES, deadlineMs: DEADLINE_MS })
    },
    { signal, now, errorText: async (refusal) => refusal.text() },
  )
  const signed = last as SignedRequest
  const isRefused = response.status === 401
  const diagnosis = isRefused ? await diagnose401(signed, response, { text: response.text(), now }) : undefined
  return { response, signed, diagnosis }
}

/** Line by line, as a service rebuilds it; a delegation token is a line of its own. */
export function shownSigningString(text: string): string {
  const lines = text.split('\n').map((line) => {
    const [, name = '', value = ''] = /^(\S+): (.*)$/s.exec(line) ?? []
    return isSecretName(name) ? `${name}: ${REDACTED}` : `${name}: ${redact(value)}`
  })
  return lines.join('\n')
}
