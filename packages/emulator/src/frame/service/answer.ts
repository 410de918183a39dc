// What a handler answers, and the shape of OCI's error bodies.

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Whether the length of `body` is not the one to tell, and nobody knows that. */
  readonly isLengthUnknown?: boolean
}

const JSON_TYPE = { 'content-type': 'application/json' } as const

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: Buffer.from(JSON.stringify(value)) }
}

/** An answer without a body. */
export const emptyAnswer = (status: number, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  body: new Uint8Array(),
})

/** OCI's `code` and default `message` by status, in OCI's own words where these are known. */
const ERRORS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['InvalidParameter', 'A parameter is invalid or incorrectly formatted.'],
  401: ['NotAuthenticated', 'The required information to complete authentication was not provided or was incorrect.'],
  403: ['NotAllowed', 'The operation is not allowed.'],
  404: ['NotAuthorizedOrNotFound', 'Authorization failed or requested resource not found.'],
  405: ['MethodNotAllowed', 'The method is not allowed for this resource.'],
  408: ['RequestTimeout', 'The request did not arrive in time.'],
  409: ['IncorrectState', 'The requested state for the resource conflicts with its current state.'],
  411: ['ContentLengthRequired', 'The Content-Length header is required'],
  412: ['NoEtagMatch', 'The if-match header does not match the entity tag of the resource.'],
  413: ['RequestEntityTooLarge', 'The request body is too large.'],
  429: ['TooManyRequests', 'User-rate limit exceeded.'],
  431: ['RequestHeaderFieldsTooLarge', 'The request has too many headers.'],
  500: ['InternalServerError', 'An internal server error occurred.'],
  501: ['MethodNotImplemented', 'The HTTP request target does not recognize the HTTP method.'],
  503: ['ServiceUnavailable', 'The service is currently unavailable.'],
}

export interface ErrorDetails {
  readonly code?: string | undefined
  readonly message?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The emulator's own member, beside `code` and `message`. */
  readonly emulator?: unknown
}

export function errorAnswer(status: number, details: ErrorDetails = {}): Answer {
  const [defaultCode, defaultMessage] = ERRORS[status] ?? ['UnknownError', 'An error occurred.']
  const { code = defaultCode, message = defaultMessage, headers, emulator } = details
  return jsonAnswer(status, { code, message, ...(emulator === undefined ? {} : { emulator }) }, headers)
}

export const invalidParameter = (message: string): Answer => errorAnswer(400, { message })

export const notFound = (): Answer => errorAnswer(404)
