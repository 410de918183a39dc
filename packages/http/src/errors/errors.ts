// Every failure of a call that never became a service's own error, each as a decision that a caller can take.
import { errorJson } from '@x/kernel'
import { redact } from '../report/redact.ts'
import { printableText } from '../report/printable.ts'

/** Which call failed, without its secrets. @public */
export interface FailedCall {
  /** Upper-case. */
  readonly method: string
  /** Secrets in its query or path are replaced. */
  readonly url: string
  /** The proxy that it went by, without credentials; `undefined` for none. */
  readonly proxy?: string | undefined
}

/** The call as its error has it, and as the error's message begins. */
export function describeCall({ method, url, proxy }: FailedCall): FailedCall & { readonly text: string } {
  const shown = redact(url)
  return { method, url: shown, proxy, text: `${method} ${shown}${proxy === undefined ? '' : ` by the proxy ${proxy}`}` }
}

/** Which of a call's limits was passed. @public */
export type TimeoutPhase = 'connect' | 'read' | 'total'

const TIMEOUTS: Readonly<Record<TimeoutPhase, readonly [problem: string, remedy: string]>> = {
  connect: ['no connection stood', 'Check the address, the firewall and the proxy, or raise connectTimeoutMs.'],
  read: ['the server was silent', 'Try again, or raise readTimeoutMs.'],
  total: ['the call was not done', 'Try again, or raise deadlineMs.'],
}

/**
 * A limit was passed before the response was complete; `phase` says which.
 *
 * @public
 */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'ERR_TIMEOUT'
  /** `connect`: no connection yet; `read`: nothing came for too long; `total`: the deadline. */
  readonly phase: TimeoutPhase
  /** Milliseconds. */
  readonly limitMs: number
  readonly method: string
  readonly url: string
  /** The proxy that the call went by, without credentials; `undefined` for none. */
  readonly proxy: string | undefined

  constructor(phase: TimeoutPhase, limitMs: number, call: FailedCall) {
    const { method, url, proxy, text } = describeCall(call)
    const [problem, remedy] = TIMEOUTS[phase]
    super(`${text}: ${problem} after ${limitMs} ms. ${remedy}`)
    this.phase = phase
    this.limitMs = limitMs
    this.method = method
    this.url = url
    this.proxy = proxy
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/**
 * No response came: the name did not resolve, the connection was refused or broke, or the certificate is not trusted.
 *
 * @public
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  readonly code = 'ERR_NETWORK'
  /** The system's or the TLS library's own code, e.g. `ECONNREFUSED`; `undefined` where the runtime hides it. */
  readonly reason: string | undefined
  readonly method: string
  readonly url: string
  /** The proxy that the call went by, without credentials; `undefined` for none. */
  readonly proxy: string | undefined

  constructor(call: FailedCall, problem: NetworkProblem, options?: ErrorOptions) {
    const { method, url, proxy, text } = describeCall(call)
    super(`${text}: ${problem.sentence}`, options)
    this.reason = problem.reason
    this.method = method
    this.url = url
    this.proxy = proxy
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/** What a {@link NetworkError} says. @public */
export interface NetworkProblem {
  readonly reason: string | undefined
  /** Cause and remedy. */
  readonly sentence: string
}

/**
 * The server answered with a redirect, which is never followed: a signature covers one address only.
 *
 * @public
 */
export class RedirectError extends Error {
  override readonly name = 'RedirectError'
  readonly code = 'ERR_REDIRECT'
  /** The 3xx status; 0 in browsers, which hide it. */
  readonly status: number
  /** Where the server pointed, secrets replaced; `undefined` where it did not say or the runtime hides it. */
  readonly location: string | undefined
  readonly method: string
  readonly url: string

  constructor(call: FailedCall, status: number, location?: string) {
    const { method, url, text } = describeCall(call)
    const target = location === undefined ? undefined : printableText(redact(location))
    const to = target === undefined ? '' : ` to ${target}`
    super(`${text}: the server redirects${to}, which is not followed. Call the final address itself.`)
    this.status = status
    this.location = target
    this.method = method
    this.url = url
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/**
 * The response is longer than `maxResponseBytes`; the rest of it was not read.
 *
 * @public
 */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError'
  readonly code = 'ERR_RESPONSE_TOO_LARGE'
  readonly limitBytes: number
  readonly method: string
  readonly url: string

  constructor(call: FailedCall, limitBytes: number) {
    const { method, url, text } = describeCall(call)
    super(`${text}: the response is longer than ${limitBytes} bytes. Raise maxResponseBytes if that is expected.`)
    this.limitBytes = limitBytes
    this.method = method
    this.url = url
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/**
 * A response is not what it has to be: not JSON, or JSON without what the operation yields. The text itself is not shown.
 *
 * @public
 */
export class ResponseParseError extends Error {
  override readonly name = 'ResponseParseError'
  readonly code = 'ERR_RESPONSE_PARSE'
  readonly status: number
  /** The id that OCI's support asks for. */
  readonly requestId: string | undefined

  constructor(problem: string, response: { status: number; requestId: string | undefined }, options?: ErrorOptions) {
    const { status } = response
    const requestId = response.requestId === undefined ? undefined : printableText(response.requestId)
    const id = requestId === undefined ? '' : ` (opc-request-id ${requestId})`
    super(`The response with HTTP ${status} ${problem}${id}. Check that the endpoint is that of the service.`, options)
    this.status = status
    this.requestId = requestId
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}
