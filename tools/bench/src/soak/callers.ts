// The clients of a soak, as a caller of a service has them: each makes one attempt and yields JSON, or rejects and says why.
import { Agent } from 'node:http'
import { attachSigner } from '@x/axios'
import { createSignedFetch } from '@x/fetch'
import { ServiceClient } from '@x/http'
import { classifyError, retryStrategy, type RetryStrategy } from '@x/retry'
import type { RequestSigner } from '@x/signer'
import { create } from 'axios'
import { IncompleteAnswerError, requestOf, type ClientName } from './plan.ts'

type Caller = (id: number, headers: Readonly<Record<string, string>>) => Promise<unknown>

export const createCallers = (signer: RequestSigner, origin: string): Readonly<Record<ClientName, Caller>> => ({
  axios: axiosCaller(signer, origin),
  fetch: fetchCaller(signer, origin),
  http: httpCaller(signer, origin),
})

function axiosCaller(signer: RequestSigner, origin: string): Caller {
  const instance = create({ baseURL: origin, proxy: false, httpAgent: new Agent({ keepAlive: true }) })
  attachSigner(instance, signer)
  return async (id, headers) => {
    const { method, target: url, body: data } = requestOf(id)
    const answer = await instance.request<unknown>({ method, url, headers, ...(data && { data }) })
    return answer.data
  }
}

/** What retry strategies read of a response is on its error. */
const failed = ({ status, headers }: Response): Error =>
  Object.assign(new Error(`The service answered with HTTP ${status}.`), { status, headers })

function fetchCaller(signer: RequestSigner, origin: string): Caller {
  const signedFetch = createSignedFetch(signer)
  return async (id, headers) => {
    const { method, target, body } = requestOf(id)
    const sent = body
      ? { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : { headers }
    const response = await signedFetch(origin + target, { method, ...sent })
    const text = await response.text()
    if (!response.ok) throw failed(response)
    try {
      return JSON.parse(text) as unknown
    } catch (cause) {
      throw new IncompleteAnswerError(`The answer to request ${id} is not JSON.`, { cause })
    }
  }
}

function httpCaller(signer: RequestSigner, origin: string): Caller {
  const client = new ServiceClient({ endpoint: origin, signer })
  return async (id, headers) => {
    const { method, target, body } = requestOf(id)
    const { pathname: path, searchParams } = new URL(target, origin)
    const query = Object.fromEntries(searchParams)
    const { data } = await client.call({
      operation: 'Echo',
      method,
      path,
      query,
      headers,
      parse: (json) => json,
      ...(body && { body }),
    })
    return data
  }
}

/** Of a renewal that a caller had to wait for and that failed, as of one whose answer was cut; the next one may do better. */
const RENEWAL_CODES: ReadonlySet<string> = new Set([
  'ERR_INSTANCE_METADATA_UNAVAILABLE',
  'ERR_INVALID_CERTIFICATE',
  'ERR_INVALID_PRIVATE_KEY',
  'ERR_UNUSABLE_TOKEN',
  'ERR_RESPONSE_PARSE',
])

/** Why an attempt failed, in few words, the same for every client. */
export function causeOf(error: unknown): string {
  if (error instanceof IncompleteAnswerError) return 'incomplete JSON'
  const { kind, status, code = '' } = classifyError(error)
  if (RENEWAL_CODES.has(code)) return code
  return kind === 'service' ? String(status) : kind
}

/** The default rules, and answers that are cut, which only the caller can see; waits that suit a service on this machine. */
export const soakStrategy = (onRetry: (cause: string) => void): RetryStrategy =>
  retryStrategy({
    maxAttempts: 12,
    baseMs: 25,
    jitterMs: 25,
    maxWaitMs: 5_000,
    totalElapsedMs: 120_000,
    retryOn: (error, { byDefault }) =>
      byDefault || error instanceof IncompleteAnswerError || RENEWAL_CODES.has(classifyError(error).code ?? ''),
    onRetry: ({ error }) => onRetry(causeOf(error)),
  })
