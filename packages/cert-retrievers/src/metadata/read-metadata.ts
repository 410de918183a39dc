// One request to one address of the metadata service, and what its failures mean.
import { isHttpError, type HttpClient, type HttpResponse } from '@x/http'
import { classifyError } from '@x/retry'
import { InstanceMetadataUnavailableError } from '../errors.ts'
import { MAX_RESPONSE_BYTES, retryAfterOf } from '../retrieving/fetch-pem.ts'
import { isWebPage } from '../bundle/pem.ts'

export interface MetadataLimits {
  readonly connectTimeoutMs: number
  readonly deadlineMs: number
  readonly signal: AbortSignal | undefined
}

/** What {@link readMetadata} asks. */
export interface MetadataQuestion {
  readonly address: string
  readonly path: string
  readonly url: string
}

/** The version 2 of the service answers to nobody else. */
const HEADERS = { authorization: 'Bearer Oracle' } as const

/**
 * The text of the answer.
 *
 * @throws {@link InstanceMetadataUnavailableError} for an answer that is of no use; see {@link isUnreachable} for no answer
 */
export async function readMetadata(
  http: HttpClient,
  question: MetadataQuestion,
  limits: MetadataLimits,
): Promise<string> {
  const request = { method: 'GET', url: question.url, headers: HEADERS }
  const response = await http(request, { ...limits, maxResponseBytes: MAX_RESPONSE_BYTES }).catch((error: unknown) => {
    throw useless(question, error) ?? error
  })
  const { status, headers } = response
  if (status < 200 || status > 299)
    throw refusal(question, `answered with HTTP ${status}`, { status, headers: retryAfterOf(headers) })
  const text = response.text().replace(/^\uFEFF/, '')
  if (isHtml(response) || isWebPage(text)) throw refusal(question, 'answered with a web page', { status })
  return text
}

const isHtml = ({ headers }: HttpResponse): boolean => /^text\/html\b/i.test(headers['content-type'] ?? '')

/** An answer that the HTTP client itself refused. */
function useless(question: MetadataQuestion, error: unknown): InstanceMetadataUnavailableError | undefined {
  if (!isHttpError(error)) return undefined
  if (error.code === 'ERR_REDIRECT')
    return refusal(question, 'answered with a redirect', { status: error.status, cause: error })
  if (error.code === 'ERR_RESPONSE_TOO_LARGE')
    return refusal(question, `answered with more than ${error.limitBytes} bytes`, { cause: error })
  return undefined
}

function refusal(
  { address, path }: MetadataQuestion,
  problem: string,
  answer: { status?: number; headers?: Readonly<Record<string, string>>; cause?: unknown },
): InstanceMetadataUnavailableError {
  const { cause, ...rest } = answer
  return new InstanceMetadataUnavailableError(path, [{ baseUrl: address, problem }], rest, { cause })
}

/** No answer came. */
export function isUnreachable(error: unknown): boolean {
  const { kind } = classifyError(error)
  return kind === 'network' || kind === 'timeout'
}

/** There is no way to the address at all: trying it again at once would find none either. */
const NO_WAY: ReadonlySet<string | undefined> = new Set([
  'EADDRNOTAVAIL',
  'EAI_NODATA',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
])

/** The service is there but not ready, as while an instance starts: it refuses connections, or breaks them off. */
export function isBrokenOff(error: unknown): boolean {
  const { kind, code } = classifyError(error)
  return kind === 'network' && !NO_WAY.has(isHttpError(error) && error.code === 'ERR_NETWORK' ? error.reason : code)
}

/** Why no answer came, in a few words. */
export function problemOf(error: unknown): string {
  if (!isHttpError(error)) return 'no answer'
  if (error.code === 'ERR_TIMEOUT') return `no answer after ${Math.round(error.limitMs)} ms`
  return error.code === 'ERR_NETWORK' && error.reason !== undefined ? `no answer (${error.reason})` : 'no answer'
}
