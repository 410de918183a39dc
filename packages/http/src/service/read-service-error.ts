// Turns a refusal into a ServiceError: whatever the service sent is read once, redacted, and cut to a length.
import { REDACTED } from '@x/kernel'
import type { Finding } from '@x/signer'
import type { HttpResponse } from '../call/http-client.ts'
import { parseJson } from '../call/parse-json.ts'
import { printable, printableText } from '../report/printable.ts'
import { redact } from '../report/redact.ts'
import { ServiceError, type ServiceErrorFields } from './service-error.ts'
import { clientInfo } from '../call/user-agent.ts'

/** What is known of a call apart from its response. */
export interface CallContext {
  readonly operation: string
  readonly serviceName: string | undefined
  readonly apiReferenceLink: string | undefined
  readonly method: string
  readonly url: URL
  /** The `opc-request-id` that was sent. */
  readonly requestId: string
  /** Whether a retry strategy may make other attempts. */
  readonly retries: boolean
  /** What a refused signature shows by itself. */
  readonly findings: readonly Finding[]
  /** What was sent that must not show where the service repeats it. */
  readonly secrets?: readonly string[] | undefined
}

/** Longer answers are not OCI's. */
const MAX_TEXT = 65_536
const MAX_MESSAGE = 1_000
const MAX_CODE = 100
/** Three segments of 32 characters, with room for what a gateway adds. */
const MAX_REQUEST_ID = 200
const PAGE = 'https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm'

export function readServiceError(response: HttpResponse, context: CallContext, nowMs: number): ServiceError {
  const { status, headers } = response
  const { operation, serviceName, apiReferenceLink, method, url } = context
  const { code, message, details, isOAuth } = readBody(
    withoutSecrets(response.text().slice(0, MAX_TEXT), context.secrets),
  )
  const fields: ServiceErrorFields = {
    status,
    code,
    serviceMessage: message ?? 'it gave no reason',
    requestId: shown(headers['opc-request-id'], MAX_REQUEST_ID) ?? context.requestId,
    headers: printable(redact(headers)) as Record<string, string>,
    targetService: serviceName,
    operation,
    requestEndpoint: `${method} ${redact(url)}`,
    timestamp: new Date(nowMs).toISOString(),
    clientVersion: clientInfo(),
    apiReferenceLink,
    troubleshootingLink:
      code === null || isOAuth ? PAGE : `${PAGE}#apierrors_${status}__${status}_${code.toLowerCase()}`,
    details,
    transient: isTransient(status, code),
    findings: context.findings,
    clockOffsetMs: status === 401 ? offsetMs(headers['date'], nowMs) : undefined,
  }
  return new ServiceError(fields, context.retries)
}

interface ErrorBody {
  readonly code: string | null
  readonly message: string | undefined
  readonly details: Readonly<Record<string, unknown>>
  readonly isOAuth: boolean
}

/** Tokens that were sent, word by word: half a token, or one that is no JWT, does not look like one. */
function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, REDACTED), text)
}

function readBody(text: string): ErrorBody {
  const parsed = parseJson(text, true)
  if (!('value' in parsed) || !isRecord(parsed.value))
    return { code: null, message: shown(text), details: {}, isOAuth: false }
  const { code, message, ...rest } = parsed.value
  if (code === undefined && typeof rest['error'] === 'string') return readOAuthBody(rest)
  return { ...codeAndMessage(code, message), details: detailsOf(rest), isOAuth: false }
}

/** `error` and `error_description` of RFC 6749, section 5.2. */
function readOAuthBody({ error, error_description: description, ...rest }: Record<string, unknown>): ErrorBody {
  return { ...codeAndMessage(error, description), details: detailsOf(rest), isOAuth: true }
}

const codeAndMessage = (code: unknown, message: unknown): Pick<ErrorBody, 'code' | 'message'> => ({
  code: shown(code, MAX_CODE) ?? null,
  message: shown(message),
})

const detailsOf = (rest: Record<string, unknown>): Record<string, unknown> =>
  printable(redact(rest)) as Record<string, unknown>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Redacted before anything else, since half a secret no longer looks like one; cut between characters. */
function shown(text: unknown, maxLength = MAX_MESSAGE): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined
  const safe = printableText(redact(text.trim()))
  return safe.length > maxLength ? `${safe.slice(0, maxLength).replace(/\p{Surrogate}$/u, '')}…` : safe
}

const TRANSIENT: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

const isTransient = (status: number, code: string | null): boolean =>
  TRANSIENT.has(status) || (status === 409 && (code === 'IncorrectState' || code === 'LockConflict'))

function offsetMs(date: string | undefined, nowMs: number): number | undefined {
  const serverMs = Date.parse(date ?? '')
  return Number.isNaN(serverMs) ? undefined : serverMs - nowMs
}
