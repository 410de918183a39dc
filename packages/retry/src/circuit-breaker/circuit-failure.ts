// What a circuit breaker remembers of a failure: enough to explain it, nothing that could leak.
import { REDACTED } from '@x/kernel'
import { classifyError } from '../classify/classify-error.ts'
import { readField, requestIdOf } from '../classify/error-fields.ts'
import type { ErrorKind } from '../classify/error-tables.ts'

/** One counted failure. Its texts are redacted and short. @public */
export interface CircuitFailure {
  /** Epoch milliseconds at which it was counted. */
  readonly at: number
  readonly kind: ErrorKind
  /** The HTTP status, when the service answered. */
  readonly status: number | undefined
  /** OCI's error code, or the network error's. */
  readonly code: string | undefined
  /** `opc-request-id`, when known. */
  readonly requestId: string | undefined
  /** At most 256 characters, on one line. */
  readonly message: string
}

/** Longer text is cut before it is redacted, so that a hostile message costs little. */
const LONGEST_INPUT = 4096
const LONGEST_MESSAGE = 256
const LONGEST_NAME = 128

export function circuitFailure(error: unknown, at: number, redact: (text: string) => string): CircuitFailure {
  const { kind, status, code } = classifyError(error)
  const clean = (value: string, longest: number): string => cleanText(value, longest, redact)
  const cleanName = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : clean(value, LONGEST_NAME)
  const message = readField(error, 'message')
  return Object.freeze({
    at,
    kind,
    status,
    code: cleanName(code),
    requestId: cleanName(requestIdOf(error)),
    message: clean(typeof message === 'string' ? message : typeof error, LONGEST_MESSAGE),
  })
}

/** Redaction comes before the last cut: of a secret that is cut in two too little may be left to look like one. */
function cleanText(value: string, longest: number, redact: (text: string) => string): string {
  try {
    return String(redact(value.slice(0, LONGEST_INPUT)))
      .replaceAll(/\p{Cc}+/gu, ' ')
      .slice(0, longest)
  } catch {
    return REDACTED
  }
}
