// One attempt: sign, send, and read what came back.
import {
  diagnose401,
  sendSigned,
  type Finding,
  type RequestSigner,
  type SignedRequest,
  type SiteClocks,
} from '@x/signer'
import { ResponseParseError } from '../errors/errors.ts'
import { parseResponseJson } from '../call/http-response.ts'
import type { CallOptions, HttpClient, HttpResponse } from '../call/http-client.ts'
import { secretsOf } from '../report/sent-secrets.ts'
import { readServiceError } from './read-service-error.ts'
import { createRequestId } from './request-id.ts'
import type { ServiceResponse, ServiceOperation } from './service-call.ts'

/** A call with everything decided that is the same in each attempt. */
export interface PreparedCall<T> {
  readonly operation: ServiceOperation<T>
  readonly serviceName: string | undefined
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** The caller's own `opc-request-id`. */
  readonly fixedRequestId: string | undefined
  readonly allowControlChars: boolean
  /** Whether a retry strategy may make other attempts. */
  readonly retries: boolean
  readonly httpOptions: CallOptions
}

/** What a call is sent with. */
interface AttemptPorts {
  readonly httpClient: HttpClient
  readonly signer: RequestSigner | undefined
  readonly clock: SiteClocks
  readonly now: () => number
}

export async function attemptCall<T>(call: PreparedCall<T>, ports: AttemptPorts): Promise<ServiceResponse<T>> {
  const { operation, method, url, serviceName } = call
  const requestId = call.fixedRequestId ?? createRequestId()
  const { response, signed } = await sent(call, requestId, ports)
  const { status, headers } = response
  if (status < 200 || status > 299) {
    const { operation: name, apiReferenceLink } = operation
    const findings = await findingsOf(response, signed, ports.now)
    const { retries } = call
    const secrets = secretsOf({ ...operation, headers: { ...operation.headers, ...signed?.headers } })
    const context = {
      operation: name,
      serviceName,
      apiReferenceLink,
      method,
      url,
      requestId,
      retries,
      findings,
      secrets,
    }
    throw readServiceError(response, context, ports.now())
  }
  const answeredId = headers['opc-request-id'] ?? requestId
  const data = read(call, response, answeredId)
  return { status, headers, data, requestId: answeredId, nextPage: headers['opc-next-page'] }
}

interface Answered {
  readonly response: HttpResponse
  /** As it went out for the last time; absent where nothing signs. */
  readonly signed?: SignedRequest | undefined
}

async function sent<T>(call: PreparedCall<T>, requestId: string, ports: AttemptPorts): Promise<Answered> {
  const { method, url, body, httpOptions } = call
  const { httpClient, signer, clock, now } = ports
  const request = { method, url, headers: { ...call.headers, 'opc-request-id': requestId }, body }
  if (signer === undefined) return { response: await httpClient(request, httpOptions) }
  let signed: SignedRequest | undefined
  const response = await sendSigned(
    request,
    signer,
    (ready) => {
      signed = ready
      // The body is ours: what the signer hands back is the same text.
      return httpClient({ method: ready.method, url: ready.url, headers: ready.headers, body }, httpOptions)
    },
    { signal: httpOptions.signal, clock, now, errorText: async (refusal) => refusal.text() },
  )
  return { response, signed }
}

async function findingsOf(
  response: HttpResponse,
  signed: SignedRequest | undefined,
  now: () => number,
): Promise<readonly Finding[]> {
  const { status, headers } = response
  if (status !== 401 || signed === undefined) return []
  return (await diagnose401(signed, { status, headers }, { text: response.text(), now })).findings
}

function read<T>({ operation, allowControlChars }: PreparedCall<T>, response: HttpResponse, requestId: string): T {
  const { status, headers, body } = response
  const text = response.text()
  const json = body.length === 0 ? undefined : parseResponseJson({ status, headers, text }, allowControlChars)
  try {
    return operation.parse(json)
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error
    throw new ResponseParseError(`is not what ${operation.operation} yields`, { status, requestId }, { cause: error })
  }
}
