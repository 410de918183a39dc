// Asks an address for a subject token, as the jobs of CI services and the metadata services of other clouds give theirs out.
import { argumentError, isLocalHost, isRecord, type Environment } from '@x/kernel'
import type { HttpClient, HttpResponse } from '@x/http'
import { retry, type RetryStrategy } from '@x/retry'
import { SubjectTokenError } from '../errors/subject-token-errors.ts'

/** What came, before it is checked. */
export interface TokenAnswer {
  readonly token: unknown
  /** The time at which it was given out, by the clock of who did; epoch milliseconds. */
  readonly dateMs?: number | undefined
}

/** What makes the calls. */
export interface TokenPorts {
  readonly httpClient: HttpClient
  /** For addresses of the machine's own, which no proxy reaches. */
  readonly localHttpClient: HttpClient
  readonly retryStrategy: RetryStrategy
}

export interface TokenRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** The member of a JSON answer; absent: the answer is the token. */
  readonly member: string | undefined
}

interface GivenRequest {
  readonly url: string | URL
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly member?: string | undefined
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the address is none, or leads over plain HTTP to another machine, where others could
 * read what is sent; when `headers` or `member` are not what they have to be
 */
export function tokenRequest({ url: given, headers = {}, member }: GivenRequest): TokenRequest {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalHost(url.hostname))
  if (!url || !isSafe || url.username || url.password)
    throw argumentError(
      'The address that gives out the subject token is no https address without user info. Give one; http is for this machine and its metadata service.',
    )
  if (!isRecord(headers) || (member !== undefined && typeof member !== 'string'))
    throw argumentError(
      'The headers of subjectToken are no plain object, or its member is no name. Pass { name: value }, and the name of a member.',
    )
  return { url, headers, member }
}

/**
 * How a job of GitHub Actions asks for its token.
 *
 * @throws {@link SubjectTokenError} `ERR_SUBJECT_TOKEN` `missing` where the job may not
 */
export function githubRequest(env: Environment, audience: string): TokenRequest {
  const [address, bearer] = GITHUB.map((name) => env[name]?.trim())
  if (!address || !bearer)
    throw new SubjectTokenError(
      'missing',
      `${GITHUB.join(' and ')} are not set. Give the job the permission "id-token: write", or run it on GitHub Actions.`,
    )
  const request = tokenRequest({ url: address, headers: { authorization: `Bearer ${bearer}` }, member: 'value' })
  request.url.searchParams.set('audience', audience)
  return request
}

/** The variables that GitHub sets for a job that may ask for a token. */
export const GITHUB = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'] as const

/** No token is longer. */
const MAX_BYTES = 1_000_000

/**
 * @throws {@link SubjectTokenError} `ERR_SUBJECT_TOKEN` `refused` for a status that is not 2xx, `missing` for JSON without the member
 * @throws NetworkError, TimeoutError, RedirectError and the like of `@x/http`
 */
export async function askForToken(request: TokenRequest, signal: AbortSignal, ports: TokenPorts): Promise<TokenAnswer> {
  const { url, headers, member } = request
  const httpClient = isLocalHost(url.hostname) ? ports.localHttpClient : ports.httpClient
  const call = {
    method: 'GET',
    url,
    headers: { accept: member === undefined ? '*/*' : 'application/json', ...headers },
  }
  const response = await retry(
    async () => accepted(await httpClient(call, { signal, maxResponseBytes: MAX_BYTES }), url),
    ports.retryStrategy,
    { signal },
  )
  const dateMs = Date.parse(response.headers['date'] ?? '')
  const token = member === undefined ? response.text() : memberOf(response, member)
  return { token, dateMs: Number.isNaN(dateMs) ? undefined : dateMs }
}

/** An answer that is no success may repeat what was sent: nothing of it is shown. */
function accepted(response: HttpResponse, { host }: URL): HttpResponse {
  const { status } = response
  if (status >= 200 && status <= 299) return response
  const message = `${host} answered the request for a subject token with HTTP ${status}. Check the address and what is sent with it.`
  throw new SubjectTokenError('refused', message, { status })
}

function memberOf(response: HttpResponse, member: string): unknown {
  const json: unknown = response.json()
  return isRecord(json) && Object.hasOwn(json, member) ? Reflect.get(json, member) : undefined
}
