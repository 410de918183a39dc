// Turns a refusal into a ServiceError: whatever the service sent is read once, redacted, and cut to a length.
import type { Finding } from '@x/signer'
import type { HttpResponse } from '../call/http-client.ts'
import { parseJson } from '../call/parse-json.ts'
import { printable, printableText } from '../report/printable.ts'
import { redact } from '../report/redact.ts'
import { hiding } from '../report/sent-secrets.ts'
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
  const safely = redactingAlso(context.secrets)
  const { code, message, details, isOAuth } = readBody(response.text().slice(0, MAX_TEXT), safely)
  const fields: ServiceErrorFields = {
    status,
    code,
    serviceMessage: message ?? 'it gave no reason',
    requestId: shown(headers['opc-request-id'], safely, MAX_REQUEST_ID) ?? context.requestId,
    headers: printable(safely(headers)) as Record<string, string>,
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

type Redact = (value: unknown) => unknown

/**
 * In what JSON holds and not in its text, which can spell a secret in another way: `=` as `\\u003d`. And again afterwards, since
 * texts that are JSON themselves are spelt plainly then.
 */
function redactingAlso(secrets: readonly string[] = []): Redact {
  const hide = hiding(secrets)
  return (value) => hide(redact(hide(value)))
}

function readBody(text: string, safely: Redact): ErrorBody {
  const parsed = parseJson(text, true)
  if (!('value' in parsed) || !isRecord(parsed.value))
    return { code: null, message: shown(text, safely), details: {}, isOAuth: false }
  const { code, message, ...rest } = parsed.value
  if (code === undefined && typeof rest['error'] === 'string') return readOAuthBody(rest, safely)
  return { ...codeAndMessage([code, message], safely), details: detailsOf(rest, safely), isOAuth: false }
}

/** `error` and `error_description` of RFC 6749, section 5.2. */
function readOAuthBody(
  { error, error_description: said, ...rest }: Record<string, unknown>,
  safely: Redact,
): ErrorBody {
  return { ...codeAndMessage([error, said], safely), details: detailsOf(rest, safely), isOAuth: true }
}

const codeAndMessage = (
  [code, message]: readonly [code: unknown, message: unknown],
  safely: Redact,
): Pick<ErrorBody, 'code' | 'message'> => ({
  code: shown(code, safely, MAX_CODE) ?? null,
  message: shown(message, safely),
})

const detailsOf = (rest: Record<string, unknown>, safely: Redact): Record<string, unknown> =>
  printable(safely(rest)) as Record<string, unknown>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Redacted before anything else, since half a secret no longer looks like one; cut between characters. */
function shown(text: unknown, safely: Redact, maxLength = MAX_MESSAGE): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined
  const safe = printableText(String(safely(text.trim())))
  return safe.length > maxLength ? `${safe.slice(0, maxLength).replace(/\p{Surrogate}$/u, '')}…` : safe
}

const TRANSIENT: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

const isTransient = (status: number, code: string | null): boolean =>
  TRANSIENT.has(status) || (status === 409 && (code === 'IncorrectState' || code === 'LockConflict'))

function offsetMs(date: string | undefined, nowMs: number): number | undefined {
  const serverMs = Date.parse(date ?? '')
  return Number.isNaN(serverMs) ? undefined : serverMs - nowMs
}
